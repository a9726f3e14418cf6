package io.procpool.worker;

import io.procpool.protocol.ClassQuestion;
import io.procpool.protocol.Frame;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks the pool for classes and resources. Whoever loads a class asks, and waits here for the
 * listener to bring the answer; who reads the link loads none of the job's, and never waits.
 *
 * <p>Its lock guards the questions: many threads of a task may load classes at once.
 */
final class ClassLink {

  private final Outbox outbox;
  private final ReadingTurn turn;

  /** By the questions' ids; {@code null} as long as one is open. */
  private final Map<Long, Frame> answers = new HashMap<>();

  private long lastId;
  private boolean hasEnded;

  ClassLink(Outbox outbox, ReadingTurn turn) {
    this.outbox = outbox;
    this.turn = turn;
  }

  /**
   * Asks, and waits for the answer however long it takes, for a class that is half loaded cannot be
   * interrupted: an interrupt is kept for the caller. The time is the task's, and if there is a
   * limit the pool ends this JVM.
   *
   * @return {@code null} if the link has ended
   */
  Frame ask(ClassQuestion question) {
    long id = open();
    outbox.send(question.toFrame(id));
    turn.wantListener();
    return await(id);
  }

  /** On the thread that reads the link. */
  synchronized void onAnswer(Frame answer) {
    if (answers.containsKey(answer.id())) {
      answers.put(answer.id(), answer);
      notifyAll();
    }
  }

  /** Nothing will be answered any more. On the listener's thread. */
  synchronized void end() {
    hasEnded = true;
    notifyAll();
  }

  private synchronized long open() {
    answers.put(++lastId, null);
    return lastId;
  }

  private synchronized Frame await(long id) {
    boolean isInterrupted = false;
    while (answers.get(id) == null && !hasEnded) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return answers.remove(id);
  }
}
