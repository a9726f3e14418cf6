package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.protocol.Frame;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.MalformedFrameException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AheadListenerTest {

  private final AheadListener ahead = new AheadListener();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void whatIsToldBeforeAnybodyListensIsToldThen() throws InterruptedException {
    Thread reader = new Thread(this::tellAll);
    reader.start();
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(told).isEmpty();

    ahead.passTo(new Recorder());

    for (String event : List.of("greeting", "frames", "end", "exit")) {
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
    }
    reader.join();
  }

  @Test
  void anInterruptDoesNotMakeItForgetWhatItWasTold() throws InterruptedException {
    Thread reader = new Thread(() -> ahead.onGreeting(null, null));
    reader.start();
    reader.interrupt();

    ahead.passTo(new Recorder());

    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("greeting");
    reader.join();
  }

  private void tellAll() {
    ahead.onGreeting(null, null);
    ahead.onFrames(null, List.of());
    ahead.onLinkEnd(null, null);
    ahead.onExit(null, null);
  }

  private final class Recorder implements WorkerListener {

    @Override
    public void onGreeting(WorkerLink worker, Greeting greeting) {
      told.add("greeting");
    }

    @Override
    public void onFrames(WorkerLink worker, List<Frame> frames) {
      told.add("frames");
    }

    @Override
    public void onLinkEnd(WorkerLink worker, MalformedFrameException failure) {
      told.add("end");
    }

    @Override
    public void onExit(WorkerLink worker, WorkerExit exit) {
      told.add("exit");
    }
  }
}
