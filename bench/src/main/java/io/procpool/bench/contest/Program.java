package io.procpool.bench.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A running program of one side. Closing it ends it. */
final class Program implements AutoCloseable {

  private static final int LIMIT_SECONDS = 120;

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private Program(Process process) {
    this.process = process;
    this.answers = process.inputReader();
    this.questions = process.outputWriter();
  }

  static Program start(List<String> command) throws IOException {
    return new Program(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  /** Runs a whole program: what it answers with, and behind it how long it ran. */
  static List<Double> run(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Program program = start(command)) {
      List<Double> values = new ArrayList<>(program.answer());
      program.awaitEnd();
      values.add((double) (System.nanoTime() - start));
      return values;
    }
  }

  List<Double> ask(String question) throws IOException, InterruptedException {
    questions.write(question + "\n");
    questions.flush();
    return answer();
  }

  /** Ends it, if it has not ended: at the end of its questions, and so with its workers. */
  @Override
  public void close() {
    try {
      questions.close();
      awaitEnd();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the next line of numbers.
   *
   * @throws IOException if the program ends, or is silent for too long
   */
  private List<Double> answer() throws IOException, InterruptedException {
    String line = nextLine();
    if (line == null) {
      throw new IOException("it ended without an answer; what it printed may tell why");
    }
    return Stream.of(line.split(" ")).map(Double::valueOf).toList();
  }

  /** Waits until it ends by itself. */
  private void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("it answered, but did not end within " + LIMIT_SECONDS + " seconds");
    }
    if (process.exitValue() != 0) {
      throw new IOException("it ended with exit code " + process.exitValue());
    }
  }

  private String nextLine() throws IOException, InterruptedException {
    try {
      return CompletableFuture.supplyAsync(this::readLine).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer within " + LIMIT_SECONDS + " seconds", e);
    } catch (ExecutionException e) {
      throw new IOException("its answer could not be read", e.getCause());
    }
  }

  private String readLine() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
