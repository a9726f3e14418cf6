package io.procpool.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the packaged jar as a user does, in a process of its own.
 *
 * <pre>{@code
 * Run run = CommandLine.procpool(List.of("--procs", "2", "job.jar"), "what is typed");
 * assertThat(run.exitCode()).isZero();
 * }</pre>
 *
 * <p>Nothing here waits longer than 90 seconds. What takes longer is killed, with all that it
 * started, and fails the test with the stacks of its JVMs.
 */
public final class CommandLine {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Workers end by themselves when their pool is killed. */
  private static final Duration ORPHANS_LIMIT = Duration.ofSeconds(5);

  /** What a developer's shell may hold, and what would change what a JVM prints or loads. */
  private static final List<String> VARIABLES_OF_JAVA =
      List.of("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private CommandLine() {}

  /**
   * What a process has come to.
   *
   * @param stdout all of it
   * @param stderr all of it
   */
  public record Run(int exitCode, String stdout, String stderr) {}

  /** The {@code java} that runs the tests. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** Runs {@code java -jar procpool.jar} with nothing to read. */
  public static Run procpool(String... args) {
    return procpool(List.of(args), "");
  }

  /** Runs {@code java -jar procpool.jar} with something to read. */
  public static Run procpool(List<String> args, String stdin) {
    return procpool(args, stdin, Path.of("."), Map.of());
  }

  /**
   * Runs {@code java -jar procpool.jar} from a folder.
   *
   * @param environment beyond that of this JVM
   */
  public static Run procpool(
      List<String> args, String stdin, Path folder, Map<String, String> environment) {
    return await(startProcpool(args, folder, environment), stdin, LIMIT);
  }

  /** Runs any command. */
  public static Run run(List<String> command, String stdin, Path folder) {
    return await(start(command, folder, Map.of()), stdin, LIMIT);
  }

  /**
   * Starts {@code java -jar procpool.jar} for a test that talks with it or does something to it,
   * and hands it to {@link #await} or {@link #kill} in the end.
   */
  public static Process startProcpool(
      List<String> args, Path folder, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-jar");
    command.add(Artifacts.procpoolJar().toString());
    command.addAll(args);
    return start(command, folder, environment);
  }

  /** Starts any command, as {@link #startProcpool} does. */
  public static Process start(List<String> command, Path folder, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeAll(VARIABLES_OF_JAVA);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends a process's input, and waits until it has ended.
   *
   * @return with what of the output the test itself has not read
   * @throws AssertionError if that takes longer than 90 seconds
   */
  public static Run await(Process process) {
    return await(process, "", LIMIT);
  }

  /** Three streams, three threads: however full one of them gets, the others go on. */
  static Run await(Process process, String stdin, Duration limit) {
    Drain stdout = Drain.of(process.getInputStream(), "stdout");
    Drain stderr = Drain.of(process.getErrorStream(), "stderr");
    Thread typist = new Thread(() -> type(stdin, process.getOutputStream()), "it-typist");
    typist.setDaemon(true);
    typist.start();
    long deadline = System.nanoTime() + limit.toNanos();
    if (ends(process, deadline) && stdout.endsBy(deadline) && stderr.endsBy(deadline)) {
      return new Run(process.exitValue(), stdout.text(), stderr.text());
    }
    throw tookTooLong(process, limit, stdout, stderr);
  }

  /** Kills a process, and all that it started and that does not end with it. */
  public static void kill(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    Eventually.within(ORPHANS_LIMIT, () -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static void type(String text, OutputStream stdin) {
    try (stdin) {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It did not want to read all of it: whether that is right is for the test to say.
    }
  }

  private static boolean ends(Process process, long deadline) {
    try {
      return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a process ran: " + process.info(), e);
    }
  }

  private static AssertionError tookTooLong(
      Process process, Duration limit, Drain stdout, Drain stderr) {
    String what = process.info().commandLine().orElse("it has ended, its output has not");
    String stacks = JvmStacks.ofFamily(process.toHandle());
    kill(process);
    return new AssertionError(
        "Process %d did not end within %d s: %s%n--- its stdout%n%s%n--- its stderr%n%s%n%s"
            .formatted(
                process.pid(), limit.toSeconds(), what, stdout.text(), stderr.text(), stacks));
  }
}
