package io.procpool.worker;

import io.procpool.protocol.Frame;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import io.procpool.protocol.StatusPage;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs chunks in the order they came, on the worker's main thread, until the pool says stop.
 *
 * <pre>
 *   LinkListener -> Inbox -> TaskLoop -> TaskRunner -> Outbox -> the link
 *        |                                               ^
 *        +---- recalls are answered while a task runs ---+
 * </pre>
 */
final class TaskLoop {

  private final Inbox inbox;
  private final Outbox outbox;
  private final StatusPage status;
  private final TaskRunner runner;
  private final Map<Long, Function> functions = new HashMap<>();

  TaskLoop(Inbox inbox, Outbox outbox, StatusPage status, TaskRunner runner) {
    this.inbox = inbox;
    this.outbox = outbox;
    this.status = status;
    this.runner = runner;
    functions.put(RunPayload.CALL_THE_ITEM, Function.callingTheItem());
  }

  void run() {
    boolean isAsked = true;
    while (isAsked) {
      Frame frame = next();
      switch (frame.type()) {
        case FUNCTION -> functions.put(frame.id(), Function.of(frame));
        case RUN -> runChunk(inbox.startChunk());
        case FORGET -> forget(frame.id());
        case STOP -> isAsked = false;
        case HELLO, DONE, RECALL, RECALLED, OUTPUT ->
            throw new IllegalStateException("a frame that no pool sends: " + frame.type());
      }
    }
    for (Long id : functions.keySet().toArray(new Long[0])) {
      forget(id);
    }
  }

  private void runChunk(Chunk chunk) {
    Function function = functions.get(chunk.functionId);
    PayloadWriter encoded = new PayloadWriter(64);
    outbox.beginChunk(chunk.id);
    for (int task = chunk.startNext(); task >= 0; task = chunk.startNext()) {
      outbox.beforeTask();
      status.start(chunk.id, task);
      encoded.truncate(0);
      OutcomeKind kind = runner.run(function, chunk.nextItem(), chunk.firstIndex + task, encoded);
      outbox.add(kind, encoded);
    }
    outbox.endChunk();
    inbox.endChunk();
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
    if (frame != null) {
      return frame;
    }
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
