package io.procpool.internal.calls;

import io.procpool.Results;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Results pushed to one subscriber as it asks for them, by the rules of Reactive Streams 1.0.4 for
 * the JVM, which the comments number.
 */
final class ResultPublisher<R> implements Flow.Publisher<R> {

  private final Results<R> results;
  private final Executor executor;

  /** Atomic, for subscribers may come on any thread, and one gets the results. */
  private final AtomicBoolean isTaken = new AtomicBoolean();

  ResultPublisher(Results<R> results, Executor executor) {
    this.results = results;
    this.executor = executor;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super R> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber"); // 1.9
    if (isTaken.compareAndSet(false, true)) {
      ResultSubscription subscription = new ResultSubscription(subscriber);
      subscriber.onSubscribe(subscription);
      subscription.start();
    } else {
      subscriber.onSubscribe(NoSubscription.INSTANCE); // 1.9: before any other signal
      subscriber.onError(new IllegalStateException("These results have a subscriber already."));
    }
  }

  /** Tells the results, one at a time (1.3), on a thread of the pool where user code may run. */
  private final class ResultSubscription implements Flow.Subscription {

    private final Iterator<R> iterator = results.iterator();

    /** Volatile: dropped by whoever cancels (3.13), used where signals are sent. */
    private volatile Flow.Subscriber<? super R> subscriber;

    /** Atomic, for requests come on any thread: what was asked for and not yet told. */
    private final AtomicLong demand = new AtomicLong();

    /**
     * Atomic, for requests come on any thread: how often to look, one thread at a time (1.3). One
     * from the beginning, for the subscriber is being told of this subscription.
     */
    private final AtomicInteger looks = new AtomicInteger(1);

    /** Volatile: set by a request that breaks rule 3.9, told where signals are sent. */
    private volatile boolean isMisused;

    ResultSubscription(Flow.Subscriber<? super R> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        isMisused = true; // told in its turn
      } else {
        demand.accumulateAndGet(count, ResultSubscription::sum);
      }
      goOn();
    }

    @Override
    public void cancel() {
      subscriber = null;
      results.close();
    }

    /** The subscriber may be told of results; and of the end, which needs no request. */
    void start() {
      try {
        executor.execute(this::tell);
      } catch (RejectedExecutionException e) {
        tell(); // the pool has just closed: what it has given is told here
      }
    }

    /** Never calls the subscriber from within its own call (3.3): that is for the loop above. */
    private void goOn() {
      if (looks.getAndIncrement() == 0) {
        start();
      }
    }

    private void tell() {
      int seen = 1;
      while (seen != 0) {
        while (tellNext()) {
          // what was asked for
        }
        seen = looks.addAndGet(-seen);
      }
    }

    private boolean tellNext() {
      Flow.Subscriber<? super R> told = subscriber;
      if (told == null) {
        return false;
      }
      R next;
      try {
        if (isMisused) {
          throw new IllegalArgumentException("Rule 3.9: request more than 0 results.");
        }
        if (!iterator.hasNext()) {
          subscriber = null; // 1.6, 1.7
          told.onComplete();
          return false;
        }
        if (demand.get() == 0) {
          return false;
        }
        next = Objects.requireNonNull(iterator.next(), "A publisher cannot tell null."); // 2.13
      } catch (RuntimeException | Error e) { // 1.4: a task's failure, the input's, or the pool's
        cancel();
        told.onError(e);
        return false;
      }
      demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1); // 3.17
      told.onNext(next);
      return true;
    }

    private static long sum(long asked, long more) {
      return asked + more < 0 ? Long.MAX_VALUE : asked + more;
    }
  }

  /** Of a subscriber that gets nothing. */
  private enum NoSubscription implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long count) {
      // it was told that it gets nothing
    }

    @Override
    public void cancel() {
      // there is nothing to cancel
    }
  }
}
