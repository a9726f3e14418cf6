package io.procpool.bench.contest;

import static io.procpool.bench.report.Goal.atLeast;
import static io.procpool.bench.report.Kind.PROCPOOL;
import static io.procpool.bench.report.Kind.PYTHON;
import static io.procpool.bench.report.Unit.NANOS;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Goal;
import io.procpool.bench.sides.SharingSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What two processes share, beside Python's {@code multiprocessing}. Where the JVM has a futex for
 * those who enable native access, that is measured too.
 */
final class SharingTrials implements Group.Trials {

  private static final String PYTHON_NAME = "multiprocessing";
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final int FIRST_JAVA_WITH_FUTEX = 22;

  @Override
  public List<Trial> of(Sides sides, Options options) throws IOException {
    Program ours = sides.start(sides.java(SharingSide.class, List.of()));
    Optional<Program> withFutex =
        Runtime.version().feature() < FIRST_JAVA_WITH_FUTEX
            ? Optional.empty()
            : Optional.of(sides.start(sides.java(SharingSide.class, List.of(NATIVE), NATIVE)));
    Optional<Program> theirs = sides.startPython("sharers.py");
    return List.of(
        trial(
            "a lock and an unlock",
            "pair 1000000",
            atLeast(PYTHON_NAME, 3, 5),
            ours,
            withFutex,
            theirs),
        trial(
            "the same, both at once",
            "contend 200000",
            atLeast(PYTHON_NAME, 1, 3),
            ours,
            withFutex,
            theirs),
        trial(
            "a turn there and back",
            "handoff 10000",
            atLeast(PYTHON_NAME, 1, 3),
            ours,
            withFutex,
            theirs),
        trial(
            "a barrier of two",
            "barrier 10000",
            atLeast(PYTHON_NAME, 1, 3),
            ours,
            withFutex,
            theirs),
        trial(
            "a small item through a queue",
            "queue 200000",
            atLeast(PYTHON_NAME, 1, 3),
            ours,
            withFutex,
            theirs),
        trial(
            "1 MB through a pipe", "pipe 500", atLeast(PYTHON_NAME, 1, 3), ours, withFutex, theirs),
        trial(
            "a put or a get of a manager's dict",
            "dict 20000",
            atLeast(PYTHON_NAME, 1, 3),
            ours,
            withFutex,
            theirs));
  }

  private static Trial trial(
      String name,
      String question,
      Goal goal,
      Program ours,
      Optional<Program> withFutex,
      Optional<Program> theirs) {
    List<Lane> lanes = new ArrayList<>();
    lanes.add(new Lane(Goal.PROCPOOL, PROCPOOL, () -> ours.ask(question)));
    withFutex.ifPresent(
        program -> lanes.add(new Lane("procpool, futex", PROCPOOL, () -> program.ask(question))));
    theirs.ifPresent(
        program -> lanes.add(new Lane(PYTHON_NAME, PYTHON, () -> program.ask(question))));
    return new Trial(List.of(new Figure(name, NANOS, goal)), lanes);
  }
}
