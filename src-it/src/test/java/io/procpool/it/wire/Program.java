package io.procpool.it.wire;

import io.procpool.it.CommandLine;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a JVM of its own: a parent that something can be done to. */
public final class Program {

  private Program() {}

  /**
   * Its command line, with the class path of the tests. Its workers are started as those of the
   * tests are, unless a flag says otherwise.
   */
  public static List<String> command(Class<?> main, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(CommandLine.java().toString());
    command.addAll(Link.flagsOfThisJvm());
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Where the classes of these tests lie, for a worker that is not to have all of them. */
  static Path testClasses() {
    try {
      return Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
