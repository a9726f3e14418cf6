package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atLeast;
import static io.procpool.bench.report.Kind.LIMIT;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Kind.PYTHON;
import static io.procpool.bench.report.Unit.GIGABYTES_PER_SECOND;

import io.procpool.bench.contest.Lane.Measurement;
import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.PoolSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Large arrays to workers and from them: in files, as is the default, and through the pipes alone.
 * One worker has one pipe each way, as the two programs of C that pass blocks; two have Python's
 * pool of two beside them.
 */
final class BulkTrials implements Group.Trials {

  private static final int ARRAYS = 12;
  private static final long BYTES = ARRAYS * 16L * 1024 * 1024;
  private static final long DOUBLES = ARRAYS * 10_000_000L;
  private static final long COPIED = 1L << 29;
  private static final String PIPE = "C pipe, 64 KiB blocks";
  private static final String DD = "dd to dd, 64 KiB blocks";
  private static final String TWO_DD =
      "dd if=/dev/zero bs=64k count="
          + COPIED / 65536
          + " 2>/dev/null | dd of=/dev/null bs=64k 2>/dev/null; echo 0";

  private static final String PIPES = "procpool, by pipe";

  /** Both hold 2 GB of arrays on their way. */
  private static final String HEAP = "-Xmx2g";

  private static final String NO_FILES = "-Dprocpool.annexes=none";

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    List<Trial> trials = new ArrayList<>();
    Program oneByFiles = sides.start(pool(sides, List.of(HEAP), "1"));
    Program oneByPipe = sides.start(pool(sides, List.of(HEAP, NO_FILES), "1"));
    trials.add(bytes("there", "16 MiB byte[] to a worker", sides, oneByFiles, oneByPipe));
    trials.add(bytes("back", "16 MiB byte[] from a worker", sides, oneByFiles, oneByPipe));
    Program files = sides.start(pool(sides, List.of(HEAP), "2"));
    Program pipes = sides.start(pool(sides, List.of(HEAP, NO_FILES), "2"));
    Optional<Program> theirs = sides.startPython(List.of());
    trials.add(doubles("there", "10 MB double[] to two workers", files, pipes, theirs));
    trials.add(doubles("back", "10 MB double[] from two workers", files, pipes, theirs));
    return trials;
  }

  private static List<String> pool(Sides sides, List<String> flags, String processes) {
    return sides.java(PoolSide.class, flags, processes, "1g");
  }

  private static Trial bytes(String way, String name, Sides sides, Program files, Program pipes) {
    List<Lane> lanes = lanes(way + " bytes", files, pipes, BYTES);
    String limit = sides.limits().isPresent() ? PIPE : DD;
    lanes.add(new Lane(limit, LIMIT, pipe(sides)));
    sides
        .limits()
        .map(limits -> limits.command("memory", Long.toString(COPIED)))
        .ifPresent(command -> lanes.add(new Lane("C memory copy", LIMIT, copying(command, 0))));
    return new Trial(
        List.of(
            new Figure(
                name,
                GIGABYTES_PER_SECOND,
                atLeast(limit, 0.8, 1).of(PIPES),
                atLeast(limit, 0.8, 2))),
        lanes);
  }

  private static Trial doubles(
      String way, String name, Program files, Program pipes, Optional<Program> theirs) {
    List<Lane> lanes = lanes(way + " doubles", files, pipes, DOUBLES);
    theirs.ifPresent(
        program -> {
          lanes.add(theirs("Python Pool, array", program, way + " pool array"));
          lanes.add(theirs("Python Pool, bytes", program, way + " pool tenbytes"));
        });
    return new Trial(
        List.of(
            new Figure(
                name,
                GIGABYTES_PER_SECOND,
                atLeast("Python Pool, array", 5, 10),
                atLeast("Python Pool, bytes", 3, 8))),
        lanes);
  }

  private static List<Lane> lanes(String question, Program files, Program pipes, long bytes) {
    return new ArrayList<>(
        List.of(
            new Lane(Goal.PROCPOOL, PROCPOOL, asking(files, question).perSecond(bytes)),
            new Lane(PIPES, PROCPOOL, asking(pipes, question).perSecond(bytes))));
  }

  private static Lane theirs(String name, Program program, String question) {
    return new Lane(name, PYTHON, asking(program, question).perSecond(DOUBLES));
  }

  /** Files are kept for a second, and the others took longer: so the second answer counts. */
  private static Measurement asking(Program program, String question) {
    return () -> {
      program.ask(question);
      return program.ask(question);
    };
  }

  private static Measurement pipe(Sides sides) {
    if (sides.limits().isPresent()) {
      return copying(sides.limits().get().command("pipe", Long.toString(COPIED)), 0);
    }
    return copying(List.of("/bin/sh", "-c", TWO_DD), 1);
  }

  /** By a program that prints its nanoseconds; behind what it prints is the time of it all. */
  private static Measurement copying(List<String> command, int index) {
    Measurement run = () -> Program.run(command);
    return run.only(index).perSecond(COPIED);
  }
}
