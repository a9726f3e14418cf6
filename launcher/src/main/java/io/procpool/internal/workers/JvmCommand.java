package io.procpool.internal.workers;

import io.procpool.protocol.AnnexFolder;
import io.procpool.protocol.Greeting;
import io.procpool.protocol.StatusPage;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.exec.CommandLine;

/**
 * The command line of one worker, or of a child process, in one place.
 *
 * <pre>
 *   /bin/sh -c TRAMPOLINE sh  PREFIX java @FILE io.procpool.worker.WorkerMain NAME SLOT 4 3 FILE PID
 *                             PREFIX java @FILE io.procpool.worker.WorkerMain NAME SLOT 0 1 FILE PID   without a shell
 *                             PREFIX java FLAGS io.procpool.worker.WorkerMain NAME SLOT 4 3 - PID      without a file
 * </pre>
 *
 * <p>The argument file holds the flags and the class path, which may be longer than a command line
 * can be, and the worker's status page. The worker removes it as its first act; {@link #discard()}
 * does if the worker never came so far. Where no file can be written, all is on the command line,
 * and there is no status page.
 */
final class JvmCommand {

  static final String MAIN_CLASS = "io.procpool.worker.WorkerMain";

  private static final String CHILD_MAIN_CLASS = "io.procpool.worker.ChildMain";

  /**
   * Puts the link on descriptors 3 and 4 before the JVM starts, so that nothing printed on
   * descriptor 1 can touch it: what the JVM, native code or a grandchild prints there goes to
   * standard error. Signals that a shell ignores stay ignored: Ctrl-C is for the pool to interpret.
   * Where memory runs out the kernel is to kill a worker, from its first moment on, and not the
   * pool.
   */
  private static final String TRAMPOLINE =
      "{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null;"
          + " trap '' INT; exec \"$@\" 3>&1 1>&2 4<&0 0</dev/null";

  /** What a child prints is its parent's output, and Ctrl-C is for both of them. */
  private static final String CHILD_TRAMPOLINE =
      "{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null; exec \"$@\" 3<&0 0</dev/null";

  private static final long PID = Greeting.ownPid();

  /** In place of the argument file. */
  private static final String NO_FILE = "-";

  private static final Path SHELL = Path.of("/bin/sh");

  /** Set to {@code none} where no shell may be used. */
  private static final String SHELL_PROPERTY = "procpool.shell";

  private static final List<String> OUR_FLAGS =
      List.of(
          "-XX:-UsePerfData", // leaves a file in the temporary folder when the JVM is killed
          "-XX:+UseCountedLoopSafepoints", // else a JVM in a long loop cannot end itself
          "-XX:LoopStripMiningIter=1000",
          "-XX:Tier3InvocationThreshold=4000", // a start compiles what it runs a few times, but
          "-XX:Tier3MinInvocationThreshold=2000", // loops, and what is hot by then, as ever
          "-XX:Tier3CompileThreshold=40000");

  private static final String OPEN_FOR_COPYING =
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"; // else descriptors 0 and 1 cannot be moved

  private static final List<String> FLAGS_WITHOUT_SHELL =
      List.of(
          "-XX:+DisplayVMOutputToStderr", // also before main, when descriptor 1 is the link
          OPEN_FOR_COPYING);

  private final WorkerSettings settings;
  private final boolean isChild;
  private final List<String> flags;
  private final boolean hasArchive;
  private final String workerName;
  private final int slot;
  private final AnnexFolder annexes;

  /** {@code null} where none could be written. */
  private final ArgumentFile argumentFile;

  /** {@code null} if it is not debugged. */
  private final DebugRelay relay;

  private JvmCommand(
      WorkerSettings settings,
      boolean isChild,
      List<String> flags,
      boolean hasArchive,
      String workerName,
      int slot,
      AnnexFolder annexes,
      ArgumentFile argumentFile,
      DebugRelay relay) {
    this.settings = settings;
    this.isChild = isChild;
    this.flags = flags;
    this.hasArchive = hasArchive;
    this.workerName = workerName;
    this.slot = slot;
    this.annexes = annexes;
    this.argumentFile = argumentFile;
    this.relay = relay;
  }

  /**
   * Makes a worker's command line, and the argument file that it refers to.
   *
   * @param archive the flags for its class-data archive
   */
  static JvmCommand create(
      WorkerSettings settings,
      MachineShare share,
      List<String> archive,
      Annexes places,
      String name,
      int slot)
      throws IOException {
    DebugRelay relay = settings.isDebugged(slot) ? DebugRelay.open() : null;
    AnnexFolder annexes = places.create();
    List<String> ours = throughShell() ? List.of() : FLAGS_WITHOUT_SHELL;
    List<String> users = new ArrayList<>();
    for (String flag : settings.jvmArgs()) {
      users.add(Surroundings.fill(flag, name, slot));
    }
    List<String> last = new ArrayList<>(Depth.flags(settings.maxDepth()));
    last.add("-Dprocpool.killDescendants=" + settings.killsDescendants());
    last.add("-Dprocpool.maxItemSize=" + settings.maxItemSize());
    last.addAll(places.flags(annexes));
    if (relay != null) {
      last.add(relay.flag());
    }
    List<String> flags = flags(settings, share, archive, ours, users, last);
    ArgumentFile file = ArgumentFile.write(fileWith(flags));
    boolean hasArchive = !archive.isEmpty();
    return new JvmCommand(settings, false, flags, hasArchive, name, slot, annexes, file, relay);
  }

  /**
   * The same for a child process: it has the machine to itself, as far as it needs it, and its file
   * stays when this JVM ends, which may wait for it.
   */
  static JvmCommand createForChild(WorkerSettings settings, List<String> archive, String name) {
    List<String> ours = throughShell() ? List.of() : List.of(OPEN_FOR_COPYING);
    MachineShare share = MachineShare.of(1, 0, settings.userFlags());
    List<String> flags =
        flags(settings, share, archive, ours, settings.jvmArgs(), Depth.flagsOfChild());
    ArgumentFile file = ArgumentFile.writeToStay(fileWith(flags));
    boolean hasArchive = !archive.isEmpty();
    return new JvmCommand(
        settings, true, flags, hasArchive, name, 0, AnnexFolder.none(), file, null);
  }

  private static byte[] fileWith(List<String> flags) {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    return StatusPage.fileWith(String.join("\n", lines(flags)).getBytes(charset));
  }

  boolean hasArchive() {
    return hasArchive;
  }

  CommandLine toCommandLine() {
    List<String> words = new ArrayList<>();
    if (throughShell()) {
      words.addAll(List.of(SHELL.toString(), "-c", isChild ? CHILD_TRAMPOLINE : TRAMPOLINE, "sh"));
    }
    words.addAll(settings.prefix().words(slot));
    words.add(settings.java().toString());
    words.addAll(javaArguments());
    CommandLine line = new CommandLine(new File(words.get(0)));
    for (String word : words.subList(1, words.size())) {
      line.addArgument(word, false);
    }
    return line;
  }

  /**
   * The file that will be the worker's status page, to be held open: it will lose its name.
   *
   * @return {@code null} if there is none
   */
  RandomAccessFile openStatusPage() throws IOException {
    return argumentFile == null ? null : new RandomAccessFile(argumentFile.path().toFile(), "r");
  }

  /** Where the worker puts the large arrays of its results. */
  AnnexFolder annexes() {
    return annexes;
  }

  /** Where a debugger finds it; {@code null} if none is waited for. */
  DebugRelay relay() {
    return relay;
  }

  void discard() {
    if (relay != null) {
      relay.close();
    }
    if (argumentFile != null) {
      argumentFile.discard();
    }
  }

  private List<String> javaArguments() {
    List<String> arguments = new ArrayList<>();
    if (argumentFile == null) {
      arguments.addAll(flags);
    } else {
      arguments.add("@" + argumentFile.path());
    }
    arguments.add(isChild ? CHILD_MAIN_CLASS : MAIN_CLASS);
    arguments.add(workerName);
    arguments.add(Integer.toString(slot));
    arguments.addAll(descriptors());
    arguments.add(argumentFile == null ? NO_FILE : argumentFile.path().toString());
    arguments.add(Long.toString(PID));
    return arguments;
  }

  private List<String> descriptors() {
    if (!throughShell()) {
      return List.of("0", "1");
    }
    return isChild ? List.of("3", "1") : List.of("4", "3");
  }

  private static boolean throughShell() {
    return !"none".equals(System.getProperty(SHELL_PROPERTY))
        && Files.isExecutable(SHELL)
        && Files.exists(Path.of("/dev/fd"));
  }

  private static List<String> lines(List<String> flags) {
    List<String> lines = new ArrayList<>();
    for (String flag : flags) {
      lines.add(quoted(flag));
    }
    return lines;
  }

  private static List<String> flags(
      WorkerSettings settings,
      MachineShare share,
      List<String> archive,
      List<String> ours,
      List<String> users,
      List<String> last) {
    List<String> flags = new ArrayList<>(OUR_FLAGS);
    flags.addAll(ours);
    flags.addAll(share.flags());
    flags.addAll(HeapStart.flags(settings, share));
    flags.addAll(archive);
    flags.addAll(users);
    flags.addAll(last);
    flags.add("-cp");
    flags.add(String.join(File.pathSeparator, classPath(settings)));
    return flags;
  }

  private static Set<String> classPath(WorkerSettings settings) {
    Set<String> entries = new LinkedHashSet<>();
    for (Path jar : OurJars.places()) {
      entries.add(jar.toString());
    }
    for (Path entry : settings.classPath()) {
      entries.add(entry.toAbsolutePath().toString());
    }
    return entries;
  }

  /** Inside the quotes of an argument file a backslash escapes. */
  private static String quoted(String argument) {
    String escaped =
        argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r");
    return '"' + escaped + '"';
  }
}
