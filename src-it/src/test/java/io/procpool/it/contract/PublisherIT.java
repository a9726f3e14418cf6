package io.procpool.it.contract;

import static io.procpool.it.Eventually.eventually;
import static io.procpool.it.calls.Probes.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.MapOptions;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.TaskFailedException;
import io.procpool.task.TaskFunction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Results as a publisher keep the rules of Reactive Streams, which the comments number. */
@ParameterizedClass
@MethodSource("io.procpool.it.contract.PoolKind#all")
class PublisherIT {

  private static Pool pool;

  @Parameter private PoolKind kind;

  @BeforeParameterizedClassInvocation
  static void open(PoolKind kind) {
    pool = kind.open(2);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    pool.close();
  }

  // 1.1, 1.5
  @Test
  void asManyAreToldAsWereRequestedAndThenTheEnd() {
    Probe probe = subscribe(squares(range(0, 5)), (subscription, value) -> {});
    probe.subscription.request(2);
    eventually("two came", () -> probe.values.size() == 2);

    probe.subscription.request(1);
    eventually("three came", () -> probe.values.size() == 3);
    assertThat(probe.ends).isEmpty();
    probe.subscription.request(2); // 1.5: the end comes without another request

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.values).containsExactly(0, 1, 4, 9, 16);
    assertThat(probe.ends).containsExactly("complete");
  }

  // 1.3, 1.9: signals come one at a time, and the subscription first
  @Test
  void signalsDoNotOverlap() {
    Probe probe = subscribe(squares(range(0, 1000)), (subscription, value) -> {});
    for (int i = 0; i < 1000; i++) {
      probe.subscription.request(1);
    }

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.values).hasSize(1000);
    assertThat(probe.overlaps.get()).isZero();
  }

  // 3.2, 3.3: a request from within onNext does not nest
  @Test
  void aRequestFromWithinASignalIsHonouredBehindIt() {
    Probe probe =
        subscribe(squares(range(0, 20_000)), (subscription, value) -> subscription.request(1));
    probe.subscription.request(1);

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.values).hasSize(20_000);
    assertThat(probe.overlaps.get()).isZero();
  }

  // 3.17
  @Test
  void anUnboundedRequestIsHonoured() {
    Probe probe = subscribe(squares(range(0, 100)), (subscription, value) -> {});
    probe.subscription.request(Long.MAX_VALUE);
    probe.subscription.request(Long.MAX_VALUE);

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.values).hasSize(100);
  }

  @Test
  void anEmptyInputEndsWithoutARequest() {
    Probe probe = subscribe(squares(List.of()), (subscription, value) -> {});

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.ends).containsExactly("complete");
  }

  // 1.4, 1.7
  @Test
  void aFailedTaskIsTheEnd() {
    TaskFunction<Integer, Integer> failing = x -> 6 / (2 - x);
    Probe probe = subscribe(pool.imap(failing, range(0, 10)), (subscription, value) -> {});
    probe.subscription.request(10);

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.values).containsExactly(3, 6);
    assertThat(probe.ends).singleElement().isInstanceOf(TaskFailedException.class);
  }

  // 2.13: null is no signal
  @Test
  void aNullIsTheEnd() {
    TaskFunction<Integer, Integer> none = x -> null;
    Probe probe = subscribe(pool.imap(none, range(0, 10)), (subscription, value) -> {});
    probe.subscription.request(10);

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.ends).singleElement().isInstanceOf(NullPointerException.class);
  }

  // 3.9
  @Test
  void aRequestOfNothingIsTheEnd() {
    Probe probe = subscribe(squares(range(0, 10)), (subscription, value) -> {});
    probe.subscription.request(0);

    eventually("the end", () -> !probe.ends.isEmpty());
    assertThat(probe.ends)
        .singleElement()
        .isInstanceOfSatisfying(
            IllegalArgumentException.class, e -> assertThat(e).hasMessageContaining("3.9"));
    assertThat(probe.values).isEmpty();
  }

  // 1.8, 3.5, 3.6, 3.7, 3.12
  @Test
  void aCancelledSubscriptionIsToldNothingMore() {
    Iterable<Integer> endless = () -> Stream.iterate(0, x -> x + 1).iterator();
    Results<Integer> results = pool.imap(x -> x, endless, MapOptions.DEFAULT.withWindow(8));
    Probe probe =
        subscribe(
            results,
            (subscription, value) -> {
              if (value == 5) {
                subscription.cancel();
              }
            });

    probe.subscription.request(1_000_000);
    eventually("six came", () -> probe.values.size() == 6);
    probe.subscription.cancel();
    probe.subscription.request(1);
    probe.subscription.request(-1);

    assertThat(results.stream().count()).as("of an endless input").isLessThan(100);
    assertThat(probe.values).hasSize(6);
    assertThat(probe.ends).isEmpty();
  }

  // 1.9, 1.11
  @Test
  void aSecondSubscriberIsToldThatItGetsNothing() {
    Flow.Publisher<Integer> publisher = squares(range(0, 3)).publisher();
    Probe first = new Probe((subscription, value) -> {});
    Probe second = new Probe((subscription, value) -> {});
    publisher.subscribe(first);
    publisher.subscribe(second);
    first.subscription.request(9);

    assertThat(second.subscription).isNotNull();
    assertThat(second.ends).singleElement().isInstanceOf(IllegalStateException.class);
    eventually("the end", () -> !first.ends.isEmpty());
    assertThat(first.values).containsExactly(0, 1, 4);
    assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
  }

  private static Results<Integer> squares(List<Integer> items) {
    return pool.imap(x -> x * x, items);
  }

  private static Probe subscribe(
      Results<Integer> results, BiConsumer<Flow.Subscription, Integer> onNext) {
    Probe probe = new Probe(onNext);
    results.publisher().subscribe(probe);
    return probe;
  }

  /** Keeps what it is told, and counts signals that came while another was told. */
  private static final class Probe implements Flow.Subscriber<Integer> {

    private final BiConsumer<Flow.Subscription, Integer> onNext;
    private final AtomicInteger signals = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final List<Integer> values = new CopyOnWriteArrayList<>();
    private final List<Object> ends = new CopyOnWriteArrayList<>();
    private volatile Flow.Subscription subscription;

    Probe(BiConsumer<Flow.Subscription, Integer> onNext) {
      this.onNext = onNext;
    }

    @Override
    public void onSubscribe(Flow.Subscription told) {
      signal(() -> subscription = told);
    }

    @Override
    public void onNext(Integer value) {
      signal(
          () -> {
            values.add(value);
            onNext.accept(subscription, value);
          });
    }

    @Override
    public void onError(Throwable thrown) {
      signal(() -> ends.add(thrown));
    }

    @Override
    public void onComplete() {
      signal(() -> ends.add("complete"));
    }

    private void signal(Runnable told) {
      if (signals.getAndIncrement() != 0 || !ends.isEmpty()) {
        overlaps.incrementAndGet();
      }
      told.run();
      signals.decrementAndGet();
    }
  }
}
