package io.procpool.worker;

import io.procpool.codec.ValueCodec;
import io.procpool.protocol.Annex;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;

/**
 * What came of a task, until the {@link Outbox} has it: one object for all tasks. A small value is
 * encoded where it is sent from, any other here first. The task thread's own.
 */
final class Outcome {

  /** Holds what is encoded, behind room for what stands before a large value. */
  final PayloadWriter encoded = new PayloadWriter(64);

  private OutcomeKind kind;
  private Annex annex;
  private boolean isSmall;
  private Object small;

  /** A task is about to run. */
  void begin() {
    isSmall = false;
    annex = null;
    DonePayload.beginOutcome(encoded);
  }

  /** It gave this, which is {@linkplain ValueCodec#isSmall small}. */
  void becomeSmall(Object value) {
    kind = OutcomeKind.VALUE;
    isSmall = true;
    small = value;
  }

  /**
   * It came to what was encoded.
   *
   * @param large arrays of it, or {@code null}
   */
  void become(OutcomeKind its, Annex large) {
    kind = its;
    annex = large;
  }

  /** The pool has interrupted it: what it gave is not wanted. */
  void becomeInterrupted() {
    begin();
    kind = OutcomeKind.INTERRUPTED;
  }

  OutcomeKind kind() {
    return kind;
  }

  /** Of a value, or {@code null}. */
  Annex annex() {
    return annex;
  }

  /** Whether it is to be sent from where it was encoded. */
  boolean isLarge(int bytes) {
    return annex != null || encoded.size() >= bytes;
  }

  /** Appends it, as a frame holds it. */
  void appendTo(PayloadWriter outcomes) {
    if (isSmall) {
      outcomes.write(kind.code());
      ValueCodec.putSmall(small, outcomes);
    } else {
      DonePayload.add(outcomes, kind, encoded.bytes(), DonePayload.outcomeAt(), encoded.size());
    }
  }
}
