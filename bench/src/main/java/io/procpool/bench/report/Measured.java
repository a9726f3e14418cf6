package io.procpool.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A figure with the values of all that competed.
 *
 * @param group what it was measured together with
 */
public record Measured(String group, Figure figure, List<Line> lines) {

  /** How procpool stands, goal by goal; nothing is said of a peer that is not on this machine. */
  List<Score> scores() {
    return figure.goals().stream().flatMap(this::score).toList();
  }

  private Stream<Score> score(Goal goal) {
    return line(goal.ours())
        .flatMap(ours -> line(goal.peer()).map(peer -> new Score(this, goal, ours, peer)))
        .stream();
  }

  private Optional<Line> line(String name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst();
  }
}
