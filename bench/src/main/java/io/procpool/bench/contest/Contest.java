package io.procpool.bench.contest;

import io.procpool.bench.report.Figure;
import io.procpool.bench.report.Line;
import io.procpool.bench.report.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Asks the lanes of a group's trials, round after round; closing it ends their programs. */
final class Contest implements AutoCloseable {

  private final Group group;
  private final Sides sides;
  private final List<Trial> trials;

  Contest(Group group, Sides sides, Options options) throws Exception {
    this.group = group;
    this.sides = sides;
    trials = group.trials(sides, options);
  }

  List<Measured> run(int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < group.warmUpRounds(); round++) {
      askAll();
    }
    trials.forEach(Trial::forget);
    for (int round = 0; round < rounds; round++) {
      askAll();
    }
    return trials.stream().flatMap(trial -> measured(trial).stream()).toList();
  }

  @Override
  public void close() {
    sides.endPrograms();
  }

  private void askAll() throws IOException, InterruptedException {
    for (Trial trial : trials) {
      List<Lane> inTurn = new ArrayList<>(trial.lanes());
      Collections.shuffle(inTurn);
      for (Lane lane : inTurn) {
        lane.ask();
      }
    }
  }

  private List<Measured> measured(Trial trial) {
    List<Measured> all = new ArrayList<>();
    for (int i = 0; i < trial.figures().size(); i++) {
      Figure figure = trial.figures().get(i);
      int index = i;
      List<Line> lines =
          trial.lanes().stream()
              .filter(lane -> lane.hasFigure(index))
              .map(lane -> lane.line(index))
              .sorted(Comparator.comparing(Line::kind))
              .toList();
      all.add(new Measured(group.title(), figure, lines));
    }
    return all;
  }
}
