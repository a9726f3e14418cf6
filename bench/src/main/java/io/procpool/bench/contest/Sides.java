package io.procpool.bench.contest;

import io.procpool.ProcessPool;
import io.procpool.bench.sides.ColdPool;
import io.procpool.bench.sides.Hello;
import io.procpool.sharing.SharedLock;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the programs of each side are started, and those that run. They share a temporary folder,
 * which holds what they need as files, and a class-data archive of their own; closing this removes
 * it.
 */
final class Sides implements AutoCloseable {

  static final String NO_ARCHIVE = "-Dprocpool.archive=off";
  private static final int LONGEST_ARCHIVE_MILLIS = 60_000;
  private static final int LOOK_AGAIN_MILLIS = 100;

  private final Path folder;
  private final Optional<Python> python;
  private final Optional<Limits> limits;
  private final Optional<List<String>> pinning;
  private final List<Program> programs = new ArrayList<>();

  private Sides(
      Path folder,
      Optional<Python> python,
      Optional<Limits> limits,
      Optional<List<String>> pinning) {
    this.folder = folder;
    this.python = python;
    this.limits = limits;
    this.pinning = pinning;
  }

  static Sides find() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("side-by-side");
    unpackHello(folder);
    return new Sides(folder, Python.find(folder), Limits.compile(folder), Pinning.find());
  }

  Optional<Python> python() {
    return python;
  }

  Optional<Limits> limits() {
    return limits;
  }

  /** What goes before a command whose processes are to share one processor, where that can be. */
  Optional<List<String>> pinning() {
    return pinning;
  }

  /** What is not on this machine, as sentences. */
  List<String> absent() {
    List<String> absent = new ArrayList<>();
    if (python.isEmpty()) {
      absent.add("There is no python3 in PATH: nothing is compared with Python.");
    }
    if (limits.isEmpty()) {
      absent.add("There is no cc in PATH: JVMs and dd stand for the bare limits.");
    }
    if (pinning.isEmpty()) {
      absent.add("There is no taskset in PATH: no latency is measured on one processor.");
    }
    return absent;
  }

  /** With the class path that a user would write: procpool.jar and the program's own. */
  List<String> java(Class<?> main, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dprocpool.archive=" + folder.resolve("archive"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A folder with nothing but {@link Hello}: a jar would have to be opened. */
  String helloClassPath() {
    return folder.resolve("hello").toString();
  }

  static String jarWithHello() {
    return homeOf(Hello.class).toString();
  }

  /** A program that answers questions until its group has ended. */
  Program start(List<String> command) throws IOException {
    Program program = Program.start(command);
    programs.add(program);
    return program;
  }

  /**
   * Python's, with a warm pool of each kind.
   *
   * @param prefix what goes before its command
   */
  Optional<Program> startPython(List<String> prefix) throws IOException {
    return python.isPresent()
        ? Optional.of(start(behind(prefix, python.get().command())))
        : Optional.empty();
  }

  /** Python's, with a script of its own. */
  Optional<Program> startPython(String script) throws IOException {
    return python.isPresent()
        ? Optional.of(start(List.of(python.get().executable(), unpack(script, folder).toString())))
        : Optional.empty();
  }

  static List<String> behind(List<String> prefix, List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  void endPrograms() {
    programs.forEach(Program::close);
    programs.clear();
  }

  /** The first pool that ever was has one made, behind its first result; all others use it. */
  void awaitArchive() throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + LONGEST_ARCHIVE_MILLIS;
    Program.run(java(ColdPool.class, List.of(), "1"));
    while (!hasArchive()) {
      if (System.currentTimeMillis() > deadline) {
        System.err.println("No class-data archive was made: workers start without one.");
        return;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    Program.run(java(ColdPool.class, List.of(), "1")); // the first that uses it checks it
  }

  @Override
  public void close() throws IOException {
    endPrograms();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** A resource of the sides as a file. */
  static Path unpack(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream source = Hello.class.getResourceAsStream(name)) {
      Files.createDirectories(file.getParent());
      Files.copy(source, file);
    }
    return file;
  }

  private static void unpackHello(Path folder) throws IOException {
    String name = Hello.class.getName().replace('.', '/') + ".class";
    Path file = folder.resolve("hello").resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream source = Hello.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(source, file);
    }
  }

  /** Whole only when it has its own name: it is made under another. */
  private boolean hasArchive() throws IOException {
    Path archives = folder.resolve("archive");
    if (!Files.exists(archives)) {
      return false;
    }
    try (Stream<Path> all = Files.list(archives)) {
      return all.anyMatch(path -> path.getFileName().toString().matches("cds-[0-9a-f]+"));
    }
  }

  private static String classPath() {
    return Stream.of(ProcessPool.class, SharedLock.class, Hello.class)
        .map(type -> homeOf(type).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path homeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where " + type + " is, is no path", e);
    }
  }
}
