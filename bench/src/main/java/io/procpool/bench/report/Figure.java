package io.procpool.bench.report;

import java.util.List;

/**
 * One thing that is measured of several competitors.
 *
 * @param name what it is
 * @param goals what is asked of procpool; maybe nothing
 */
public record Figure(String name, Unit unit, List<Goal> goals) {

  public Figure(String name, Unit unit, Goal... goals) {
    this(name, unit, List.of(goals));
  }
}
