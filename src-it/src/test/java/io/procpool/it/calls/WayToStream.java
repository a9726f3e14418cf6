package io.procpool.it.calls;

import io.procpool.MapOptions;
import io.procpool.Outcome;
import io.procpool.Pool;
import io.procpool.Results;
import io.procpool.task.TaskFunction;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The ways to read results one by one: what holds for one should hold for all. */
enum WayToStream {
  IMAP {
    @Override
    <T, R> Reader<R> open(
        Pool pool, TaskFunction<T, R> function, Iterable<T> input, MapOptions options) {
      return iterating(pool.imap(function, input, options));
    }
  },
  IMAP_UNORDERED {
    @Override
    <T, R> Reader<R> open(
        Pool pool, TaskFunction<T, R> function, Iterable<T> input, MapOptions options) {
      return iterating(pool.imapUnordered(function, input, options));
    }
  },
  IMAP_SETTLED {
    @Override
    <T, R> Reader<R> open(
        Pool pool, TaskFunction<T, R> function, Iterable<T> input, MapOptions options) {
      Results<Outcome<R>> results = pool.imapSettled(function, input, options);
      Iterator<Outcome<R>> outcomes = results.iterator();
      return new Reader<>(() -> outcomes.next().get(), results);
    }
  },
  STREAM {
    @Override
    <T, R> Reader<R> open(
        Pool pool, TaskFunction<T, R> function, Iterable<T> input, MapOptions options) {
      Results<R> results = pool.imap(function, input, options);
      Iterator<R> iterator = results.stream().iterator();
      return new Reader<>(iterator::next, results);
    }
  },
  PUBLISHER {
    @Override
    <T, R> Reader<R> open(
        Pool pool, TaskFunction<T, R> function, Iterable<T> input, MapOptions options) {
      Results<R> results = pool.imap(function, input, options);
      OneByOne<R> subscriber = new OneByOne<>();
      results.publisher().subscribe(subscriber);
      return new Reader<>(subscriber::next, results);
    }
  };

  abstract <T, R> Reader<R> open(
      Pool pool, TaskFunction<T, R> function, Iterable<T> input, MapOptions options);

  private static <R> Reader<R> iterating(Results<R> results) {
    Iterator<R> iterator = results.iterator();
    return new Reader<>(iterator::next, results);
  }

  /** Reads one result at a time. */
  record Reader<R>(Next<R> next, Results<?> results) implements AutoCloseable {

    R read() throws Exception {
      return next.get();
    }

    @Override
    public void close() {
      results.close();
    }
  }

  /** Waits for the next result. */
  interface Next<R> {

    R get() throws Exception;
  }

  /** Asks for a result when it is wanted, and not before. */
  private static final class OneByOne<R> implements Flow.Subscriber<R> {

    private final LinkedBlockingQueue<R> told = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;

    R next() throws InterruptedException {
      subscription.request(1);
      R next = told.poll(60, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was told");
      }
      return next;
    }

    @Override
    public void onSubscribe(Flow.Subscription its) {
      subscription = its;
    }

    @Override
    public void onNext(R item) {
      told.add(item);
    }

    @Override
    public void onError(Throwable thrown) {
      throw new AssertionError(thrown);
    }

    @Override
    public void onComplete() {
      // whoever reads knows how many there are
    }
  }
}
