package io.procpool.bench.contest;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the machine can do, as {@code limits.c} finds it.
 *
 * @param program it, compiled
 */
record Limits(Path program) {

  /** Nothing on a machine without a compiler. */
  static Optional<Limits> compile(Path folder) throws IOException, InterruptedException {
    Path source = Sides.unpack("limits.c", folder);
    Path program = folder.resolve("limits");
    try {
      int exit =
          new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor();
      return exit == 0 ? Optional.of(new Limits(program)) : Optional.empty();
    } catch (IOException e) {
      // There is no such program: what is asked here is whether there is.
      return Optional.empty();
    }
  }

  List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
