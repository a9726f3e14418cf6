package io.procpool.internal.workers;

import io.procpool.protocol.Greeting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a worker has started, and what that has started. When the worker is gone they are nobody's
 * children, so they are known by a variable that each inherits; where environments cannot be read,
 * they are not found.
 */
final class Descendants {

  private static final String VARIABLE = "PROCPOOL_WORKER";

  /** A process that is being killed may still be there for a moment. */
  private static final int MOST_ROUNDS = 100;

  private static final long PID = Greeting.ownPid();

  private Descendants() {}

  /** What a worker has in its environment: whose it is, for tests and for whoever looks there. */
  static Map<String, String> marked(String workerName) {
    return Map.of(VARIABLE, PID + "-" + workerName);
  }

  /** Kills those of a worker that has ended, until no new ones are found. */
  static void kill(String workerName) {
    String mark = VARIABLE + "=" + PID + "-" + workerName;
    long killed = 1;
    for (int round = 0; killed > 0 && round < MOST_ROUNDS; round++) {
      killed =
          ProcessHandle.allProcesses()
              .filter(process -> hasVariable(process.pid(), mark))
              .filter(ProcessHandle::destroyForcibly)
              .count();
    }
  }

  private static boolean hasVariable(long pid, String mark) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      return ("\0" + new String(environment, StandardCharsets.ISO_8859_1))
          .contains("\0" + mark + "\0");
    } catch (IOException e) {
      return false; // it has ended, or is another user's
    }
  }
}
