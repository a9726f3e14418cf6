package io.procpool.it.containers;

import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.HostConfig;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;

/**
 * A container whose only command is {@code java -jar procpool.jar} with arguments.
 *
 * <pre>{@code
 * Run run = new ProcpoolContainer("--procs", "2", JreImage.CHORES, "a", "b").under(limits).run();
 * }</pre>
 *
 * <p>It has no network: procpool needs none. Nothing here waits longer than 60 seconds. What takes
 * longer fails the test, with the stacks of the pool's JVM.
 */
final class ProcpoolContainer extends GenericContainer<ProcpoolContainer> {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WORKER = "io.procpool.worker.WorkerMain";

  ProcpoolContainer(String... arguments) {
    this(JreImage.WHOLE, arguments);
  }

  ProcpoolContainer(JreImage image, String... arguments) {
    super(image.built());
    withCommand(arguments);
    withNetworkMode("none");
    withEnv("PROCPOOL_ARCHIVE", "off"); // what is left in a container is counted
    withStartupCheckStrategy(new AtOnce());
  }

  /** What a run comes to whose tasks all succeed, without a word. */
  static Run success(String... lines) {
    return new Run(0, Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining()), "");
  }

  /** With limits, or without something. */
  ProcpoolContainer under(Consumer<HostConfig> limits) {
    return withCreateContainerCmdModifier(command -> limits.accept(command.getHostConfig()));
  }

  ProcpoolContainer asUser(String user) {
    return withCreateContainerCmdModifier(command -> command.withUser(user));
  }

  /** Starts it, waits until it has ended, and removes it. */
  Run run() {
    try {
      start();
      return await();
    } finally {
      stop();
    }
  }

  /** Waits until it has ended by itself, or by what was done to it. */
  Run await() {
    try {
      int exitCode =
          dockerClient
              .waitContainerCmd(getContainerId())
              .start()
              .awaitStatusCode(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return new Run(exitCode, getLogs(OutputType.STDOUT), getLogs(OutputType.STDERR));
    } catch (DockerClientException e) {
      throw new AssertionError(
          "The container did not end within %d s.%n%s".formatted(LIMIT.toSeconds(), withStacks()),
          e);
    }
  }

  /** Waits until tasks have written a line to standard error so often. */
  void awaitPrinted(String line, int times) {
    Eventually.eventually(
        "%d times in the container's standard error: %s".formatted(times, line),
        () -> getLogs(OutputType.STDERR).lines().filter(line::equals).count() == times);
  }

  /** Its workers, as processes of the machine around it. */
  List<ProcessHandle> workers() {
    TopContainerResponse top = dockerClient.topContainerCmd(getContainerId()).exec();
    int pid = List.of(top.getTitles()).indexOf("PID");
    return Stream.of(top.getProcesses())
        .filter(process -> String.join(" ", process).contains(WORKER))
        .flatMap(process -> ProcessHandle.of(Long.parseLong(process[pid])).stream())
        .toList();
  }

  /** What of procpool's is in its file system, once it has ended and its mounts are gone. */
  List<String> filesLeft() {
    return dockerClient.containerDiffCmd(getContainerId()).exec().stream()
        .map(ChangeLog::getPath)
        .filter(path -> path.contains("/procpool-"))
        .toList();
  }

  /** A JVM answers this signal with its stacks, on standard output. */
  private String withStacks() {
    if (isRunning()) {
      dockerClient.killContainerCmd(getContainerId()).withSignal("QUIT").exec();
      Eventually.eventually("stacks", () -> getLogs().contains("Full thread dump"));
    }
    return getLogs();
  }
}
