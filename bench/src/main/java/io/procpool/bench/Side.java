package io.procpool.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One of those that are compared: how its program is started, the one that is kept with a warm
 * pool, and what it has answered.
 */
final class Side implements AutoCloseable {

  private final String name;
  private final List<String> command;
  private final Map<Question, List<List<Long>>> answers = new EnumMap<>(Question.class);
  private Program warm;

  Side(String name, List<String> command) {
    this.name = name;
    this.command = List.copyOf(command);
  }

  /** Asks, and forgets the answer. */
  void warmUp(Question question) throws IOException, InterruptedException {
    answer(question);
  }

  /** Asks, and keeps the answer. */
  void ask(Question question) throws IOException, InterruptedException {
    answers.computeIfAbsent(question, key -> new ArrayList<>()).add(answer(question));
  }

  /** One figure of a question, in nanoseconds, round after round. */
  List<Long> nanosOf(Question question, int figure) {
    return answers.getOrDefault(question, List.of()).stream()
        .map(answer -> answer.get(figure))
        .toList();
  }

  @Override
  public void close() {
    if (warm != null) {
      warm.close();
    }
  }

  private List<Long> answer(Question question) throws IOException, InterruptedException {
    try {
      return question.isCold() ? askCold(question.text()) : askWarm(question.text());
    } catch (IOException e) {
      throw new IOException(name + " on " + question + ": " + e.getMessage(), e);
    }
  }

  private List<Long> askWarm(String question) throws IOException, InterruptedException {
    if (warm == null) {
      warm = Program.start(command);
    }
    return warm.ask(question);
  }

  private List<Long> askCold(String argument) throws IOException, InterruptedException {
    List<String> coldCommand = new ArrayList<>(command);
    coldCommand.add(argument);
    long start = System.nanoTime();
    try (Program program = Program.start(coldCommand)) {
      List<Long> inside = program.answer();
      program.awaitEnd();
      long whole = System.nanoTime() - start;
      return List.of(inside.get(0), whole);
    }
  }
}
