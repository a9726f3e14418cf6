package io.procpool.bench.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Sends signals to workers, each of which gets one, and remembers which. A worker is a JVM that is
 * a child of this one, so nobody else's is ever hit. Guarded by its lock: whoever is told of a
 * failure asks whose it is.
 */
final class Saboteur implements AutoCloseable {

  /** The JDK has no word for SIGSTOP, and a new process for each would come too late. */
  private static final String STOPPING =
      "while read pid; do kill -s STOP \"$pid\" 2>/dev/null && echo yes || echo no; done";

  private final Process shell;
  private final Writer pids;
  private final BufferedReader answers;
  private final Set<ProcessHandle> victims = new HashSet<>();
  private final List<Hit> hits = new ArrayList<>();

  Saboteur() throws IOException {
    shell = new ProcessBuilder("sh", "-c", STOPPING).redirectError(Redirect.DISCARD).start();
    pids = shell.outputWriter();
    answers = shell.inputReader();
  }

  /** The one child of this JVM that is no worker. */
  ProcessHandle shell() {
    return shell.toHandle();
  }

  /**
   * Sends a signal to some worker that has got none.
   *
   * @return empty if there is no such worker
   */
  synchronized Optional<Hit> hitOne(Signal signal, Random random) throws IOException {
    List<ProcessHandle> targets = targets();
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    ProcessHandle victim = targets.get(random.nextInt(targets.size()));
    String name = Children.nameOf(victim).orElse("");
    Hit hit = new Hit(name, victim.pid(), signal, System.nanoTime());
    if (name.isEmpty() || !send(signal, victim)) {
      return Optional.empty(); // it has just ended
    }
    victims.add(victim);
    hits.add(hit);
    return Optional.of(hit);
  }

  /** The last signal that a worker got, if it got any. */
  synchronized Optional<Hit> hitOn(Culprit worker) {
    return hits.stream().filter(worker::isVictimOf).reduce((older, newer) -> newer);
  }

  synchronized List<Hit> hits() {
    return List.copyOf(hits);
  }

  @Override
  public void close() {
    shell.destroyForcibly();
    try {
      shell.waitFor();
      pids.close();
      answers.close();
    } catch (IOException e) {
      return; // the shell is gone, and so is who would read it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> targets() {
    return Children.workers().stream()
        .filter(worker -> !victims.contains(worker))
        .sorted(Comparator.comparing(ProcessHandle::pid))
        .toList();
  }

  private boolean send(Signal signal, ProcessHandle victim) throws IOException {
    return switch (signal) {
      case SIGKILL -> victim.destroyForcibly();
      case SIGTERM -> victim.destroy();
      case SIGSTOP -> stop(victim.pid());
    };
  }

  private boolean stop(long pid) throws IOException {
    pids.write(pid + "\n");
    pids.flush();
    return "yes".equals(answers.readLine());
  }
}
