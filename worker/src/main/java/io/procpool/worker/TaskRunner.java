package io.procpool.worker;

import io.procpool.codec.CodecException;
import io.procpool.codec.CodecRules;
import io.procpool.codec.ThrowableForm;
import io.procpool.codec.ValueCodec;
import io.procpool.context.WorkerContext;
import io.procpool.protocol.AnnexReader;
import io.procpool.protocol.DonePayload;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskFunction;
import java.nio.charset.StandardCharsets;

/**
 * Runs user code, and survives it: whatever a task throws becomes its outcome. The edge of the
 * worker where {@code Throwable} is caught.
 */
final class TaskRunner {

  /** If a function's close does not end, tasks that wait here must run elsewhere. */
  private static final Deadline CLOSING = new Deadline("a function's close() did not end");

  private static final int MOST_KEPT = 64 * 1024;

  private final JobLoaders loaders;
  private final LineOutput lines;
  private final WorkerContext context;
  private final Annexes annexes;

  /** {@code null} if nobody reads them. */
  private final Diagnostics diagnostics;

  private boolean hasFilledHeap;

  /** Of what ran first: the initializer, if the pool has one. {@code null} before that. */
  private JobLoader initializerLoader;

  TaskRunner(
      JobLoaders loaders,
      LineOutput lines,
      WorkerContext context,
      Annexes annexes,
      Diagnostics diagnostics) {
    this.annexes = annexes;
    this.loaders = loaders;
    this.lines = lines;
    this.context = context;
    this.diagnostics = diagnostics;
  }

  /** Tasks of this function are to be run. */
  void enter(Function function) {
    function.loader().enter();
    context.enter(function.job());
  }

  /** They have been. */
  void leave() {
    context.leave();
    if (diagnostics != null) {
      diagnostics.leave();
    }
    JobLoader.leave();
  }

  /**
   * Runs one task: decodes its item, calls the function, encodes what comes of it.
   *
   * @param items its own is the next
   * @param outcome becomes what comes of it
   */
  void run(Function function, PayloadReader items, long index, Outcome outcome) {
    OutcomeKind ifItThrows = OutcomeKind.FUNCTION_UNREADABLE;
    ValueCodec codec = function.loader().codec();
    context.begin(index);
    if (diagnostics != null) {
      diagnostics.begin(index);
    }
    outcome.begin();
    int others = items.narrow(items.readLength());
    try {
      TaskFunction<Object, Object> decoded = function.get(annexes.ofPool());
      ifItThrows = OutcomeKind.ITEM_UNREADABLE;
      Object argument = decode(items, codec);
      ifItThrows = OutcomeKind.THROWN;
      Object result = decoded.apply(argument);
      ifItThrows = OutcomeKind.RESULT_UNWRITABLE;
      give(result, codec, outcome);
    } catch (Throwable thrown) {
      hasFilledHeap |= isOutOfMemory(thrown);
      encodeInPlaceOfResult(thrown, outcome.encoded);
      outcome.become(ifItThrows, null);
    } finally {
      items.widen(others);
      lines.endLine();
      function.loader().enter(); // whatever the task has made of its context class loader
    }
  }

  private void give(Object result, ValueCodec codec, Outcome outcome) throws CodecException {
    if (ValueCodec.isSmall(result)) {
      outcome.becomeSmall(result);
    } else {
      annexes.beginResult(outcome.encoded);
      codec.encode(result, outcome.encoded);
      outcome.become(OutcomeKind.VALUE, annexes.own().finish());
    }
  }

  /** The last result is not wanted. */
  void discardResult() {
    annexes.own().discard();
  }

  private Object decode(PayloadReader item, ValueCodec codec) throws CodecException {
    try (AnnexReader arrays = annexes.ofPool()) {
      return codec.decode(item.withAnnex(arrays));
    }
  }

  private void encodeInPlaceOfResult(Throwable thrown, PayloadWriter encoded) {
    annexes.own().discard();
    encoded.shrink(MOST_KEPT); // a result that was too large has left no room
    DonePayload.beginOutcome(encoded);
    encoded.beginValue(Frame.MAX_VALUE_LENGTH, null);
    ThrowableForm.encode(withoutItsCause(thrown), encoded);
  }

  /** Whether a task has ended with an {@link OutOfMemoryError}. */
  boolean hasFilledHeap() {
    return hasFilledHeap;
  }

  /** This worker was a spare. */
  void takePlace(Frame place) {
    String name = new String(place.payload(), 0, place.length(), StandardCharsets.UTF_8);
    context.takePlace(name, (int) place.id());
    Thread.currentThread().setName(name);
    if (diagnostics != null) {
      diagnostics.enter(name);
    }
  }

  /**
   * Runs the pool's initializer, and keeps what it gives: the answer says whether the pool may send
   * tasks. Or, later, runs what warms this worker up.
   */
  Frame initialize(Frame encoded) {
    PayloadWriter thrownForm = new PayloadWriter(64);
    JobLoader loader = loaders.get(encoded.id());
    loader.enter();
    try {
      PayloadReader initializer = new PayloadReader(encoded.payload(), 0, encoded.length());
      TaskCallable<?> first = (TaskCallable<?>) loader.codec().decode(initializer);
      Object given = context.runBesideTasks(first);
      if (initializerLoader == null) {
        initializerLoader = loader;
        context.keep(given);
        loaders.setUp(CodecRules.of(first));
      }
    } catch (Throwable thrown) {
      ThrowableForm.encode(withoutItsCause(thrown), thrownForm);
    } finally {
      lines.endLine();
      JobLoader.leave();
      Thread.interrupted();
    }
    return new Frame(FrameType.INITIALIZED, 0, thrownForm.bytes(), thrownForm.size());
  }

  /** Runs the pool's exit hook. The answer holds what it gave. */
  Frame runExitHook(Frame encoded) {
    PayloadWriter outcome = new PayloadWriter(64);
    JobLoader loader = loaders.get(encoded.id());
    loader.enter();
    try {
      PayloadReader hook = new PayloadReader(encoded.payload(), 0, encoded.length());
      Object result = context.runBesideTasks((TaskCallable<?>) loader.codec().decode(hook));
      outcome.write(OutcomeKind.VALUE.code());
      loader.codec().encode(result, outcome);
    } catch (Throwable thrown) {
      outcome.truncate(0);
      outcome.write(OutcomeKind.THROWN.code());
      ThrowableForm.encode(withoutItsCause(thrown), outcome);
    } finally {
      lines.endLine();
      JobLoader.leave();
    }
    return new Frame(FrameType.EXIT_RESULT, 0, outcome.bytes(), outcome.size());
  }

  /**
   * Closes what the initializer has given; the pool kills a worker that does not come to an end.
   */
  void closeState() {
    if (context.hasCloseableState()) {
      initializerLoader.enter();
      try {
        context.closeState();
      } catch (Throwable thrown) {
        StandardStreams.complain("what the initializer gave could not be closed", thrown);
      } finally {
        lines.endLine();
        JobLoader.leave();
      }
    }
  }

  /** Closes a function whose job is over; nobody waits for it, so its failure is only told. */
  void close(Function function) {
    Thread guard = function.isCloseable() ? OurThread.start(CLOSING, "procpool-close-guard") : null;
    function.loader().enter();
    try {
      function.close();
    } catch (Throwable thrown) {
      StandardStreams.complain("a function could not be closed", thrown);
    } finally {
      lines.endLine();
      JobLoader.leave();
      if (guard != null) {
        guard.interrupt();
      }
    }
  }

  private static boolean isOutOfMemory(Throwable thrown) {
    return thrown instanceof OutOfMemoryError
        || thrown instanceof CodecException && thrown.getCause() instanceof OutOfMemoryError;
  }

  /** A codec's exception is for its message; what it wraps need not travel. */
  private static Throwable withoutItsCause(Throwable thrown) {
    return thrown instanceof CodecException
        ? new CodecException(thrown.getMessage(), null)
        : thrown;
  }
}
