package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.RunPayload;
import io.procpool.protocol.StatusPage;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs chunks in the order they came, on the worker's main thread, until the pool says stop.
 *
 * <pre>
 *   LinkListener -> Inbox -> TaskLoop -> TaskRunner -> Outbox -> the link
 *        |  ^                   |                        ^
 *        |  +- has nothing left-+                        |
 *        +---- recalls are answered while a task runs ---+
 * </pre>
 */
final class TaskLoop {

  private final LinkListener listener;
  private final Inbox inbox;
  private final Outbox outbox;
  private final StatusPage status;
  private final TaskRunner runner;
  private final JobLoaders loaders;
  private final Map<Long, Function> functions = new HashMap<>();

  /** {@code null} if the pool has none. */
  private Frame exitHook;

  TaskLoop(
      LinkListener listener,
      Inbox inbox,
      Outbox outbox,
      StatusPage status,
      TaskRunner runner,
      JobLoaders loaders) {
    this.listener = listener;
    this.inbox = inbox;
    this.outbox = outbox;
    this.status = status;
    this.runner = runner;
    this.loaders = loaders;
  }

  void run() {
    boolean isAsked = true;
    while (isAsked) {
      Frame frame = next();
      switch (frame.type()) {
        case FUNCTION -> functions.put(frame.id(), Function.of(frame, loaders));
        case RUN -> runChunk(inbox.startChunk());
        case FORGET -> forget(frame.id());
        case FORGET_LOADER -> loaders.forget(frame.id());
        case INITIALIZE -> outbox.send(runner.initialize(frame));
        case EXIT_HOOK -> exitHook = frame;
        case PLACE -> runner.takePlace(frame);
        case STOP -> isAsked = false;
        case HELLO,
            DONE,
            RECALL,
            RECALLED,
            OUTPUT,
            INITIALIZED,
            INTERRUPT,
            INTERRUPTED,
            RETIRE,
            EXIT_RESULT,
            ENDING,
            CLASS_WANTED,
            LOG,
            CLASS_ANSWER -> // the listener's
            throw new IllegalStateException("a frame that no pool sends: " + frame.type());
      }
    }
    for (Long id : functions.keySet().toArray(new Long[0])) {
      forget(id);
    }
    if (exitHook != null) {
      outbox.send(runner.runExitHook(exitHook));
    }
    runner.closeState();
  }

  private void runChunk(Chunk chunk) {
    Function function = function(chunk);
    Outcome outcome = new Outcome();
    outbox.beginChunk(chunk.id, function.isTimed());
    runner.enter(function);
    for (int task = chunk.startNext(); task >= 0; task = chunk.startNext()) {
      status.start(chunk.id, task, outbox.beforeTask());
      runner.run(function, chunk.items(), chunk.firstIndex + task, outcome);
      if (chunk.isInterrupted()) {
        runner.discardResult();
        outcome.becomeInterrupted();
      }
      outbox.add(outcome);
      if (runner.hasFilledHeap()) {
        retire();
      }
    }
    runner.leave();
    outbox.endChunk();
    inbox.endChunk();
  }

  private Function function(Chunk chunk) {
    long id = chunk.functionId;
    return RunPayload.isCall(id)
        ? Function.callingTheItem(loaders.get(RunPayload.loaderOfCall(id)), chunk.seed)
        : functions.get(id);
  }

  /**
   * A task has filled the heap: what else stood in it may be broken. The pool sends a new worker.
   */
  private void retire() {
    outbox.send(Frame.of(FrameType.RETIRE, 0));
    inbox.retire().forEach(outbox::send);
  }

  private void forget(long functionId) {
    Function function = functions.remove(functionId);
    if (function != null) {
      runner.close(function);
    }
  }

  /** Waits for the next frame, and lets no outcome wait with it. */
  private Frame next() {
    Frame frame = inbox.poll();
    if (frame == null) {
      listener.readForTasks();
      frame = inbox.poll();
    }
    return frame == null ? await() : frame;
  }

  /** The listener reads. */
  private Frame await() {
    outbox.flush();
    while (true) {
      try {
        return inbox.take();
      } catch (InterruptedException e) {
        continue; // a task's leftover: only the pool ends this loop
      }
    }
  }
}
