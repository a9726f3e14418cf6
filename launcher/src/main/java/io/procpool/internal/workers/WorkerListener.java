package io.procpool.internal.workers;

import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import java.util.List;

/** What is told of a worker, on its own threads. None of it may block. */
public interface WorkerListener {

  /** It is ready for frames. */
  void onGreeting(WorkerLink worker, Greeting greeting);

  void onFrames(WorkerLink worker, List<Frame> frames);

  /**
   * Nothing more will be read from it.
   *
   * @param failure says what it sent that is no frame; {@code null} if its stream just ended
   */
  void onLinkEnd(WorkerLink worker, MalformedFrameException failure);

  /** It is gone. The last that is told, and always told. */
  void onExit(WorkerLink worker, WorkerExit exit);
}
