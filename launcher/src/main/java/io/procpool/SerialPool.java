package io.procpool;

import io.procpool.internal.threads.SerialEngine;

/**
 * A {@link Pool} that runs each task in the thread that asks for its result: to develop and debug
 * with, before tasks run in several processes. A breakpoint is hit where one looks for it, and a
 * stack goes from the call to the task.
 *
 * <pre>{@code
 * try (Pool pool = debugging ? SerialPool.create() : ProcessPool.create()) {
 *   List<Page> pages = pool.map(Page::render, sources);
 * }
 * }</pre>
 *
 * <p>What is different from the other pools:
 *
 * <ul>
 *   <li>{@code imap} runs a task when its result is asked for. {@code mapAsync}, {@code applyAsync}
 *       and {@code submit} run their tasks at once and return a future that is done, whose
 *       callbacks run where they are added.
 *   <li>There is no limit of time: a task may take as long as who debugs it. Retries are made.
 *   <li>Threads that call it do not wait for one another.
 *   <li>Functions, items and results are the caller's own objects and not copies, so a task that
 *       changes its item is seen to. A {@link #strict()} pool copies them.
 * </ul>
 */
public final class SerialPool extends EnginePool {

  SerialPool(SerialEngine engine) {
    super(engine);
  }

  /**
   * A pool that neither copies nor limits anything.
   *
   * @return a new pool
   */
  public static SerialPool create() {
    return builder().build();
  }

  /**
   * A pool with settings of one's own.
   *
   * @return a builder of plain pools
   */
  public static SerialPoolBuilder builder() {
    return new SerialPoolBuilder();
  }

  /**
   * A pool that encodes and decodes every function, item and result, as a {@link ProcessPool} does:
   * what could not cross fails as it would there, and a task that changes its item is not seen to.
   *
   * @return a new pool
   */
  public static SerialPool strict() {
    return builder().strict().build();
  }
}
