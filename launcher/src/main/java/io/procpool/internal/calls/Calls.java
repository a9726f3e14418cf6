package io.procpool.internal.calls;

import io.procpool.CallInterruptedException;
import io.procpool.FailurePolicy;
import io.procpool.JobTimeoutException;
import io.procpool.MapOptions;
import io.procpool.Outcome;
import io.procpool.ProcpoolException;
import io.procpool.QueueLimit;
import io.procpool.Results;
import io.procpool.TaskException;
import io.procpool.TaskFailedException;
import io.procpool.TaskOptions;
import io.procpool.TravelReport;
import io.procpool.internal.engine.Engine;
import io.procpool.internal.engine.Engine.RunningJob;
import io.procpool.internal.engine.Outcomes;
import io.procpool.task.TaskArguments;
import io.procpool.task.TaskBiFunction;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every way to call a pool, over one engine. */
public final class Calls {

  /** A longer time would overflow the clock, and is no limit. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Engine engine;
  private final ShortWaits waits;
  private final Seeds seeds;
  private final Admission admission;

  /** What runs on the calling thread; {@code null} if nothing does. */
  private final Calls here;

  public Calls(Engine engine) {
    this(engine, null, null);
  }

  /**
   * @param limit how many calls there may be at a time that nobody waits for, or {@code null}
   * @param callers runs those that are too many, on the calling thread
   */
  public Calls(Engine engine, QueueLimit limit, Engine callers) {
    this.engine = engine;
    this.admission = new Admission(engine, limit);
    this.here = callers == null ? null : new Calls(callers);
    this.seeds = new Seeds(engine.defaults());
    this.waits = new ShortWaits(engine::parallelism, Runtime.getRuntime().availableProcessors());
  }

  /** {@link io.procpool.Pool#map}. */
  public <T, R> List<R> map(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    ItemSource<T> source = source(items, options, false);
    boolean failsFast = options.failurePolicy() == FailurePolicy.FAIL_FAST;
    CollectedResults<R> results = new CollectedResults<>();
    this.<T, R>collect(
        function,
        source,
        options,
        ProgressBar.of(options, items),
        batch -> {
          results.add(batch);
          return !(failsFast && results.hasFailure());
        });
    source.throwFailure();
    return results.get();
  }

  /** {@link io.procpool.Pool#mapSettled}. */
  public <T, R> List<Outcome<R>> mapSettled(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    ItemSource<T> source = source(items, options, false);
    InOrder<R> ordering = new InOrder<>();
    List<Outcome<R>> outcomes = new ArrayList<>();
    this.<T, R>collect(
        function,
        source,
        options,
        ProgressBar.of(options, items),
        batch -> {
          batch.open(ordering);
          ordering.moveTo(outcomes);
          return true;
        });
    source.throwFailure();
    return outcomes;
  }

  /** Waits for the outcomes of all tasks, or for as long as the caller wants more. */
  private <T, R> void collect(
      TaskFunction<? super T, ? extends R> function,
      ItemSource<T> source,
      MapOptions options,
      ProgressBar progress,
      Predicate<Outcomes<R>> wantsMore) {
    Mailbox<R> mailbox = new Mailbox<>(source.window(), progress);
    RunningJob job = engine.run(function, seeds.next(options.tasks()), source, mailbox);
    mailbox.awaits(job);
    try {
      for (Outcomes<R> batch = mailbox.take(); batch != null; batch = mailbox.take()) {
        if (!wantsMore.test(batch)) {
          return;
        }
        source.window().onRead(batch.count());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } finally {
      job.cancel(true); // of a job that has ended, nothing is left to cancel
      mailbox.close();
    }
  }

  /** {@link io.procpool.Pool#mapAsync}. */
  public <T, R> CompletableFuture<List<R>> mapAsync(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return admission.admit(
        () -> beginMap(function, items, options),
        () -> here.beginMap(function, items, options.withTasks(settled(options.tasks()))));
  }

  private <T, R> JobFuture<List<R>> beginMap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    ItemSource<T> source = source(items, options, false);
    boolean failsFast = options.failurePolicy() == FailurePolicy.FAIL_FAST;
    CollectedResults<R> results = new CollectedResults<>();
    JobFuture<List<R>> future = new JobFuture<>();
    ProgressBar progress = ProgressBar.of(options, items);
    future.whenComplete((value, thrown) -> progress.close());
    Completion<R> sink =
        new Completion<>(
            engine.completions(),
            batch -> {
              results.add(batch);
              progress.count(batch);
              source.window().onArrived(batch.count(), batch.size());
              source.window().onRead(batch.count());
              if (failsFast && results.hasFailure()) {
                future.settle(results::get);
                future.stop();
              }
            },
            () -> {
              progress.close(); // before whoever has the future hears of its end
              future.settle(
                  () -> {
                    source.throwFailure();
                    return results.get();
                  });
            },
            future::lose);
    start(future, engine.run(function, seeds.next(options.tasks()), source, sink));
    return limited(future, options.tasks());
  }

  /** {@link io.procpool.Pool#imap}. */
  public <T, R> Results<R> imap(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return this.<T, R, R>stream(function, items, options, new InOrder<>(), Outcome::get);
  }

  /** {@link io.procpool.Pool#imapSettled}. */
  public <T, R> Results<Outcome<R>> imapSettled(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return this.<T, R, Outcome<R>>stream(
        function, items, options, new InOrder<>(), Function.identity());
  }

  /** {@link io.procpool.Pool#imapUnordered}. */
  public <T, R> Results<R> imapUnordered(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options) {
    return this.<T, R, R>stream(function, items, options, new AsTheyCome<>(), Outcome::get);
  }

  /** {@link io.procpool.Pool#starmap}. */
  public <A, B, R> List<R> starmap(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
      MapOptions options) {
    return this.<TaskArguments<A, B>, R>map(unpacking(function), packed(pairs), options);
  }

  /** {@link io.procpool.Pool#starmapAsync}. */
  public <A, B, R> CompletableFuture<List<R>> starmapAsync(
      TaskBiFunction<? super A, ? super B, ? extends R> function,
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs,
      MapOptions options) {
    return this.<TaskArguments<A, B>, R>mapAsync(unpacking(function), packed(pairs), options);
  }

  /** {@link io.procpool.Pool#check}. */
  public <T, R> TravelReport check(TaskFunction<? super T, ? extends R> function, T sample) {
    List<TravelReport.Part> parts = new ArrayList<>(engine.weigh("function", function, function));
    parts.addAll(engine.weigh("item", sample, function));
    if (new TravelReport(parts).isGood()) {
      parts.addAll(checkResult(function, sample));
    }
    return new TravelReport(parts);
  }

  private <T, R> List<TravelReport.Part> checkResult(
      TaskFunction<? super T, ? extends R> function, T sample) {
    try {
      R result = this.<R>apply(TaskCallable.binding(function, sample), TaskOptions.DEFAULT);
      return engine.weigh("result", result, function);
    } catch (TaskFailedException e) {
      String problem = "the task failed: " + e.getCause();
      return List.of(new TravelReport.Part("result", "none", 0, problem));
    } catch (TaskException | JobTimeoutException e) {
      return List.of(new TravelReport.Part("result", "none", 0, e.getMessage()));
    }
  }

  /** {@link io.procpool.Pool#apply}. */
  public <R> R apply(TaskCallable<? extends R> task, TaskOptions options) {
    Mailbox<R> mailbox = new Mailbox<>(new Window(OptionalInt.empty(), 1), ProgressBar.NONE);
    RunningJob job = engine.call(task, seeds.next(options), mailbox);
    mailbox.awaits(job);
    SingleResult<R> result = new SingleResult<>();
    try {
      Outcomes<R> outcome = awaitOne(mailbox);
      if (outcome != null) {
        outcome.open(result);
      }
    } catch (InterruptedException e) {
      job.cancel(true);
      mailbox.close();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    }
    return result.get();
  }

  /**
   * Waits for the one outcome; what comes behind it is only the end.
   *
   * @return {@code null} if the end came without one
   */
  private <R> Outcomes<R> awaitOne(Mailbox<R> mailbox) throws InterruptedException {
    long start = System.nanoTime();
    mailbox.advance(); // where nobody else runs it
    waits.await(mailbox::hasLetter);
    Outcomes<R> outcomes = mailbox.take();
    waits.onWaited(System.nanoTime() - start);
    return outcomes;
  }

  /** {@link io.procpool.Pool#applyAsync}. */
  public <R> CompletableFuture<R> applyAsync(TaskCallable<? extends R> task, TaskOptions options) {
    return begin(task, options);
  }

  <R> JobFuture<R> begin(TaskCallable<? extends R> task, TaskOptions options) {
    return admission.admit(
        () -> beginCall(task, options), () -> here.beginCall(task, settled(options)));
  }

  /** With nothing left open that this pool's engine was built with. */
  private TaskOptions settled(TaskOptions options) {
    return options.orElse(engine.defaults());
  }

  private <R> JobFuture<R> beginCall(TaskCallable<? extends R> task, TaskOptions options) {
    SingleResult<R> result = new SingleResult<>();
    JobFuture<R> future = new JobFuture<>();
    Completion<R> sink =
        new Completion<>(
            engine.completions(),
            batch -> batch.open(result),
            () -> future.settle(result::get),
            future::lose);
    start(future, engine.call(task, seeds.next(options), sink));
    return limited(future, options);
  }

  private <T, R, V> Results<V> stream(
      TaskFunction<? super T, ? extends R> function,
      Iterable<? extends T> items,
      MapOptions options,
      Ordering<R> ordering,
      Function<Outcome<R>, V> view) {
    ItemSource<T> source = source(items, options, true);
    Mailbox<R> mailbox = new Mailbox<>(source.window(), ProgressBar.of(options, items));
    RunningJob job = engine.run(function, seeds.next(options.tasks()), source, mailbox);
    mailbox.awaits(job);
    return new ResultStream<>(mailbox, source, ordering, job, view, engine.completions());
  }

  /** Where the engine has no threads, the caller's runs all of it now. */
  private static void start(JobFuture<?> future, RunningJob job) {
    future.cancels(job);
    while (!future.isDone() && job.step()) {
      // one of its tasks has run here
    }
  }

  private <V> JobFuture<V> limited(JobFuture<V> future, TaskOptions options) {
    Optional<Duration> limit = options.orElse(engine.defaults()).jobTimeout();
    if (limit.isPresent() && limit.get().compareTo(LONGEST) < 0) {
      future.limit(limit.get(), engine.completions());
    }
    return future;
  }

  private <T> ItemSource<T> source(
      Iterable<? extends T> items, MapOptions options, boolean isRead) {
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(options, "options");
    int size = items instanceof Collection<?> collection ? collection.size() : -1;
    ChunkCutter cutter = ChunkCutter.of(options, engine.parallelism(), size);
    Window window = new Window(options.window(), engine.parallelism());
    return new ItemSource<>(items, cutter, window, isRead);
  }

  /** The pair is made into one item where the input is pulled: an entry may not be serializable. */
  private static <A, B> Iterable<TaskArguments<A, B>> packed(
      Iterable<? extends Map.Entry<? extends A, ? extends B>> pairs) {
    Objects.requireNonNull(pairs, "pairs");
    return () -> packed(pairs.iterator());
  }

  private static <A, B> Iterator<TaskArguments<A, B>> packed(
      Iterator<? extends Map.Entry<? extends A, ? extends B>> pairs) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pairs.hasNext();
      }

      @Override
      public TaskArguments<A, B> next() {
        Map.Entry<? extends A, ? extends B> pair = pairs.next();
        return pair == null ? null : new TaskArguments<>(pair.getKey(), pair.getValue());
      }
    };
  }

  @SuppressWarnings("unchecked") // a function is used by giving it arguments and taking its result
  private static <A, B, R> TaskFunction<TaskArguments<A, B>, R> unpacking(
      TaskBiFunction<? super A, ? super B, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    return ((TaskBiFunction<A, B, R>) function).unpacking();
  }

  /** The one outcome of an apply. */
  private static final class SingleResult<R> implements Outcomes.Receiver<R> {

    private R value;
    private ProcpoolException failure;

    @Override
    public void onValue(long index, R result) {
      value = result;
    }

    @Override
    public void onFailure(long index, TaskException thrown) {
      failure = thrown;
    }

    R get() {
      if (failure != null) {
        throw failure;
      }
      return value;
    }
  }
}
