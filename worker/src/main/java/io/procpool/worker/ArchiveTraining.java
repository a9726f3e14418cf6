package io.procpool.worker;

import io.procpool.codec.CodecException;
import io.procpool.codec.ValueCodec;
import io.procpool.protocol.Frame;
import io.procpool.protocol.FrameType;
import io.procpool.protocol.FrameWriter;
import io.procpool.protocol.FunctionPayload;
import io.procpool.protocol.JobTag;
import io.procpool.protocol.LoaderNumber;
import io.procpool.protocol.OutcomeKind;
import io.procpool.protocol.PayloadWriter;
import io.procpool.protocol.RunPayload;
import io.procpool.task.TaskCallable;
import io.procpool.task.TaskContext;
import io.procpool.task.TaskFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The main of the hidden JVM whose classes become the class-data archive: a worker that is its own
 * pool. It is given what workers are given most, basic values and some that need Kryo, by a lambda
 * and as calls, and ends as a worker does; what a worker loads for these is what it has loaded.
 *
 * <p>If a task does not end as it should, this JVM ends as broken, and there is no archive: it
 * would lack classes, or worse.
 */
public final class ArchiveTraining {

  private static final long IDENTITY = 1;
  private static final long FAILING = 2;

  private final ByteArrayOutputStream session = new ByteArrayOutputStream();
  private final FrameWriter frames = new FrameWriter(session);
  private final List<OutcomeKind> expected = new ArrayList<>();

  private ArchiveTraining() {}

  /**
   * @param args those of {@link WorkerMain}
   */
  public static void main(String[] args) throws IOException, InterruptedException, CodecException {
    OurThread.adopt(args[0]);
    OurThread.start(new TrainingGuard(), "procpool-guard");
    StandardStreams.claim(args[2], args[3]);
    ArchiveTraining training = new ArchiveTraining();
    training.write();
    TrainingVerdict verdict = new TrainingVerdict(training.expected);
    Runtime.getRuntime().addShutdownHook(verdict);
    InputStream session = new Session(training.session.toByteArray());
    WorkerMain.work(new StandardStreams(session, verdict.link()), args);
  }

  private void write() throws IOException, CodecException {
    TaskFunction<Object, Object> identity = value -> value;
    TaskFunction<Object, Object> failing = ArchiveTraining::fail;
    TaskCallable<Object> asking = ArchiveTraining::ask;
    frames.write(function(IDENTITY, identity));
    frames.write(function(FAILING, failing));
    for (int round = 0; round < 2; round++) { // enough for the status page to be mapped
      run(IDENTITY, basicValues(), OutcomeKind.VALUE);
    }
    run(IDENTITY, valuesForKryo(), OutcomeKind.VALUE);
    run(FAILING, List.of("a failure"), OutcomeKind.THROWN);
    run(RunPayload.callWith(LoaderNumber.SYSTEM), List.of(asking), OutcomeKind.VALUE);
    frames.write(Frame.of(FrameType.FORGET, IDENTITY));
    frames.write(Frame.of(FrameType.STOP, 0));
    frames.flush();
  }

  private static List<Object> basicValues() {
    return Arrays.asList(
        1,
        2L,
        3.0,
        4.0f,
        (short) 5,
        (byte) 6,
        'c',
        true,
        "text",
        null,
        new long[] {1},
        new byte[1]);
  }

  private static List<Object> valuesForKryo() {
    Map<String, Object> map = new HashMap<>();
    map.put("numbers", new ArrayList<>(List.of(1, 2L, 3.0)));
    return List.of(
        map,
        List.of("a", "b"),
        new String[] {"c"},
        new Point(1, "one", List.of(1.0)),
        LocalDate.EPOCH,
        new SimpleEntry<>("an island", 2));
  }

  private static Frame function(long id, Object function) throws CodecException {
    PayloadWriter encoded = encoded(function);
    PayloadWriter payload = new PayloadWriter(64 + encoded.size());
    FunctionPayload.begin(
        payload, new FunctionPayload.Header(LoaderNumber.SYSTEM, false, false, JobTag.NONE));
    payload.write(encoded.bytes(), 0, encoded.size());
    return new Frame(FrameType.FUNCTION, id, payload.toByteArray());
  }

  /** A chunk for each, so that its outcome is in a frame of its own. */
  private void run(long functionId, List<?> values, OutcomeKind kind)
      throws IOException, CodecException {
    for (Object value : values) {
      PayloadWriter encoded = encoded(value);
      PayloadWriter item = new PayloadWriter(Integer.BYTES + encoded.size());
      item.writeLength(encoded.size());
      item.write(encoded.bytes(), 0, encoded.size());
      byte[] payload = RunPayload.of(functionId, 0, 1, item.bytes(), 0, item.size());
      expected.add(kind);
      frames.write(new Frame(FrameType.RUN, expected.size(), payload));
    }
  }

  private static PayloadWriter encoded(Object value) throws CodecException {
    PayloadWriter bytes = new PayloadWriter(256);
    new ValueCodec(ArchiveTraining.class.getClassLoader()).encode(value, bytes);
    return bytes;
  }

  private static Object fail(Object item) {
    throw new IllegalStateException("a task that fails: " + item);
  }

  private static Object ask() {
    return TaskContext.current().workerName();
  }

  /** What users' values are most: records. */
  private record Point(int id, String name, List<Double> values) {}

  /** A link that does not end: the end of the input would be the end of the pool. */
  private static final class Session extends InputStream {

    private final InputStream frames;

    Session(byte[] frames) {
      this.frames = new ByteArrayInputStream(frames);
    }

    @Override
    public int read() throws IOException {
      int read = frames.read();
      return read < 0 ? awaitExit() : read;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int read = frames.read(bytes, from, count);
      return read < 0 ? awaitExit() : read;
    }

    private synchronized int awaitExit() {
      while (true) {
        try {
          wait();
        } catch (InterruptedException e) {
          continue; // this thread has nothing else to do
        }
      }
    }
  }
}
