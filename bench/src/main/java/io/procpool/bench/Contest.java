package io.procpool.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks both sides all questions, round after round; who goes first changes with each round. */
final class Contest implements AutoCloseable {

  private final Side ours;
  private final Optional<Side> theirs;

  Contest(Side ours, Optional<Side> theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /** Asks what is not asked of a cold program, and forgets the answers. */
  void warmUp(int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (Question question : Question.values()) {
        for (Side side : inTurn(round)) {
          if (!question.isCold()) {
            side.warmUp(question);
          }
        }
      }
    }
  }

  void run(int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (Question question : Question.values()) {
        for (Side side : inTurn(round)) {
          side.ask(question);
        }
      }
    }
  }

  /** What has been answered so far: a series for each figure of each question. */
  List<Series> series() {
    List<Series> all = new ArrayList<>();
    for (Question question : Question.values()) {
      for (int i = 0; i < question.figures().size(); i++) {
        all.add(series(question, i));
      }
    }
    return all;
  }

  @Override
  public void close() {
    ours.close();
    theirs.ifPresent(Side::close);
  }

  private Series series(Question question, int figure) {
    return new Series(
        question.figures().get(figure),
        ours.nanosOf(question, figure),
        theirs.map(side -> side.nanosOf(question, figure)).orElse(List.of()));
  }

  private List<Side> inTurn(int round) {
    if (theirs.isEmpty()) {
      return List.of(ours);
    }
    return round % 2 == 0 ? List.of(ours, theirs.get()) : List.of(theirs.get(), ours);
  }
}
