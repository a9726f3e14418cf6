package io.procpool;

/**
 * One task failed; the others are not touched by it.
 *
 * <pre>{@code
 * try (Results<Page> pages = pool.imap(Page::fetch, urls)) {
 *   ...
 * } catch (TaskException e) {
 *   log.warn("not fetched: " + e.index() + ", " + e.input(), e);
 * }
 * }</pre>
 */
public abstract class TaskException extends ProcpoolException {

  private static final long serialVersionUID = 1L;

  private final long index;
  private final String input;

  TaskException(long index, String input, String message, Throwable cause) {
    super(message, cause);
    this.index = index;
    this.input = input;
  }

  /**
   * {@return the task's position in the input, from 0; -1 for what is no single task's, such as a
   * function}
   */
  public long index() {
    return index;
  }

  /**
   * {@return the beginning of the task's input as text, or {@code null} where there is none to
   * show}
   */
  public String input() {
    return input;
  }
}
