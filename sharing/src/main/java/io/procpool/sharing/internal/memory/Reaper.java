package io.procpool.sharing.internal.memory;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Removes the files of this process when it ends, however it ends: a shell that reads from a pipe
 * into which this process alone can write, and so comes to its end with it. It ignores what Ctrl-C
 * and the end of a session send to all processes of a terminal, holds no stream and no folder of
 * this process, and has nothing of its environment, by which it could be taken for a worker's.
 * Where there is no shell, the JVM does it, unless it is killed.
 */
final class Reaper {

  private static final Path SHELL = Path.of("/bin/sh");

  /**
   * {@code $1} is the folder, {@code $2} what names begin with. A name is removed only if it is
   * still that of the file.
   */
  private static final String SCRIPT =
      "trap '' INT HUP TERM QUIT; while read -r _; do :; done;"
          + " for file in \"$1\"/*.*; do name=${file##*/}; name=$2${name#*.};"
          + " [ \"$file\" -ef \"$name\" ] && rm -f \"$name\"; done; rm -rf \"$1\"";

  /** {@code null} where there is no shell. It is kept, for with it goes the pipe. */
  private final Process shell;

  private Reaper(Process shell) {
    this.shell = shell;
  }

  static Reaper of(Path folder, String nameStart) {
    ProcessBuilder builder =
        new ProcessBuilder(SHELL.toString(), "-c", SCRIPT, "sh", folder.toString(), nameStart)
            .directory(new File("/"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    folder.toFile().deleteOnExit(); // if it is empty by then
    try {
      return new Reaper(Files.isExecutable(SHELL) ? builder.start() : null);
    } catch (IOException e) {
      return new Reaper(null); // no more processes can be had
    }
  }

  /** One more file of the folder, or a name of one. */
  void watch(Path file) {
    if (shell == null) {
      file.toFile().deleteOnExit(); // before the folder, which was there before it
    }
  }

  /** All is removed by this process. The next files must not be taken for those. */
  void end() {
    if (shell != null) {
      shell.destroyForcibly();
    }
  }
}
