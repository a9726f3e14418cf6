package io.procpool.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.internal.dispatch.ScriptedWorkers.Scripted;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SparesTest extends DispatcherFixture {

  @Test
  void sparesStartWhenAllWorkersAreReady() throws Exception {
    spares = 2;
    start(2, Integer.MAX_VALUE);
    Scripted first = workers.next();
    Scripted second = workers.next();
    first.greet();
    allEventsHaveRun();
    assertThat(workers.started).isEmpty();

    second.greet();

    assertThat(workers.next().name()).isEqualTo("test-pool-spare-1");
    assertThat(workers.next().name()).isEqualTo("test-pool-spare-2");
    allEventsHaveRun();
    assertThat(workers.started).isEmpty();
  }

  @Test
  void aSpareIsGivenNothingUntilItHasAPlaceWhichItIsToldFirst() throws Exception {
    spares = 1;
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Scripted spare = workers.next().greet();
    job(new RecordingSink(), 1, 1, 1);
    runOf(worker);
    assertThat(frameBehindAll(spare)).isNull();

    worker.exit(1);

    assertPlaced(spare);
    runOf(spare);
    assertThat(workers.next().name()).isEqualTo("test-pool-spare-2");
  }

  @Test
  void oneThatIsOnItsWayTakesThePlaceAndIsToldWhenItGreets() throws Exception {
    spares = 1;
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Scripted spare = workers.next();
    job(new RecordingSink(), 1, 1);
    runOf(worker);

    worker.exit(1);
    allEventsHaveRun();
    assertThat(workers.started).as("no other is started in its stead").isEmpty();
    assertThat(spare.frames).as("nothing is sent before it greets").isEmpty();
    spare.greet();

    assertPlaced(spare);
    runOf(spare);
    assertThat(workers.next().name()).isEqualTo("test-pool-spare-2");
  }

  @Test
  void oneThatIsEndingIsNotTaken() throws Exception {
    spares = 1;
    start(1, Integer.MAX_VALUE);
    Scripted worker = workers.next().greet();
    Scripted spare = workers.next().greet();
    spare.tell(Frame.of(FrameType.ENDING, 0));

    worker.exit(1);

    Scripted replacement = workers.next();
    assertThat(replacement.name()).isEqualTo("test-pool-worker-0");
    assertThat(spare.frames).isEmpty();
  }

  private static void assertPlaced(Scripted spare) throws InterruptedException {
    Frame place = spare.next(FrameType.PLACE);
    assertThat(place.id()).isZero();
    String name = new String(place.payload(), 0, place.length(), StandardCharsets.UTF_8);
    assertThat(name).isEqualTo(spare.name()).isEqualTo("test-pool-worker-0");
  }
}
