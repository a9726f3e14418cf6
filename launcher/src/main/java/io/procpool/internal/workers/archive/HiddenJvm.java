package io.procpool.internal.workers.archive;

import io.procpool.protocol.StatusPage;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JVM that makes an archive: a shell starts it with a low priority, and gives its work the
 * archive's name when it has ended well. Not the lowest: beside busy workers it would linger.
 *
 * <p>Nobody waits for it, and it may outlive this JVM: else a program that runs for a moment would
 * never come to have an archive. It has a tenth of a second to a second of work, the kernel ends it
 * behind a minute of processor time, it ends itself behind two, and it holds nothing that is open
 * elsewhere. Where memory is short, it is what goes first.
 */
final class HiddenJvm {

  private static final String MAIN_CLASS = "io.procpool.worker.ArchiveTraining";
  private static final Path SHELL = Path.of("/bin/sh");

  /** Of that JVM, which removes it, as a worker does. */
  private static final String STATUS_PAGE = "page";

  /** The shell's own process id is the last argument: it is what the JVM has for a pool. */
  private static final String SCRIPT =
      """
      { echo 1000 >/proc/self/oom_score_adj; } 2>/dev/null
      command -v nice >/dev/null || exit 1
      ulimit -c 0
      ulimit -t 60
      made=$1; name=$2; shift 2
      nice -n 10 "$@" $$ && [ -s "$made/classes.jsa" ] || exit 1
      sync "$made/classes.jsa" 2>/dev/null
      [ -e "$name" ] || mv "$made" "$name"
      """;

  private static final File NULL_DEVICE = new File("/dev/null");

  /** Each may hold flags, which are not for this JVM. */
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH");

  private HiddenJvm() {}

  /**
   * Has an archive made, unless somebody is at it or it could not be made of late.
   *
   * @param archive is not there
   */
  static void make(Archive archive, Sources sources) throws IOException {
    Path attempt = archive.attempt();
    if (!Files.isExecutable(SHELL) || !ArchiveFolder.createIn(attempt)) {
      return;
    }
    Archive.writeKey(attempt, sources.key());
    Path page = Files.write(attempt.resolve(STATUS_PAGE), StatusPage.fileWith(new byte[0]));
    List<String> command = new ArrayList<>(List.of(SHELL.toString(), "-c", SCRIPT, "sh"));
    command.add(attempt.toString());
    command.add(archive.folder().toString());
    command.addAll(javaCommand(sources, attempt.resolve(Archive.FILE), page));
    ProcessBuilder builder = new ProcessBuilder(command).directory(attempt.getParent().toFile());
    builder.environment().keySet().removeAll(VARIABLES);
    builder.redirectInput(NULL_DEVICE);
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    builder.start();
  }

  /** It may be compiled as it likes: it runs for a moment, and no task of a user's. */
  private static List<String> javaCommand(Sources sources, Path file, Path page) {
    List<String> command = new ArrayList<>();
    command.add(sources.java().toString());
    command.add("-XX:ArchiveClassesAtExit=" + file);
    command.addAll(
        List.of("-Xshare:auto", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:ErrorFile=" + NULL_DEVICE);
    command.add("-cp");
    command.add(
        sources.jars().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of(MAIN_CLASS, "procpool-archive", "0", "0", "1", page.toString()));
    return command;
  }
}
