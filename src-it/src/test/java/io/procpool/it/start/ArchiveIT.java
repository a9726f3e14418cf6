package io.procpool.it.start;

import static io.procpool.it.start.Cache.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.procpool.ProcessPool;
import io.procpool.it.Artifacts;
import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import io.procpool.it.wire.Sink;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers start from an archive that procpool has made, and from nothing that is wrong with it. */
class ArchiveIT {

  private static final String FROM_ARCHIVE =
      "io.procpool.worker.WorkerMain .*shared objects file.*";

  private final Sink sink = new Sink();

  @TempDir private Path folder;

  private Cache cache;

  @BeforeEach
  void nameCache() {
    cache = new Cache(folder.resolve("cache"));
  }

  @Test
  void anArchiveIsMadeBehindAFirstResultAndTheNextPoolStartsFromIt() {
    assertThat(startsFromArchive()).as("the first pool").isFalse();
    Path archive = cache.awaitArchive();

    assertThat(startsFromArchive()).as("the second pool").isTrue();
    cache.awaitSeal(archive);
    assertThat(startsFromArchive()).as("the third pool, which finds a seal").isTrue();
    assertThat(permissions(cache.folder())).isEqualTo("rwx------");
    assertThat(sink.text()).isEmpty();
  }

  @Test
  void valuesThatNeedKryoComeFromTheArchiveToo() throws IOException {
    makeSealedArchive();
    Path log = folder.resolve("classes");

    try (ProcessPool pool = pool("-Xlog:class+load:file=" + log)) {
      pool.apply(values -> values.size(), new ArrayList<>(List.of(1, 2)));
    }

    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.matches(".*kryo5.Kryo .*shared objects file.*"));
  }

  @Test
  void aPoolWithoutAResultMakesNone() {
    pool().close();

    assertThat(cache.folder()).doesNotExist();
  }

  @Test
  void aProgramThatEndsAtOnceStillHasOneMade() {
    assertThat(greeting(Artifacts.procpoolJar())).isEqualTo("procpool-link");

    cache.awaitArchive();
  }

  @Test
  void twoPoolsAtOnceMakeOneArchive() {
    try (ProcessPool one = pool();
        ProcessPool other = pool()) {
      assertThat(square(one) + square(other)).isEqualTo(98);
    }

    cache.awaitArchive();
    assertThat(startsFromArchive()).isTrue();
  }

  // ---- archives that are not as they were made

  @Test
  void aTruncatedArchiveIsNotUsedAndMadeAnew() throws IOException {
    Path archive = makeSealedArchive();
    long length = truncate(archive);

    assertThat(startsFromArchive()).isFalse();

    eventually("another one", () -> lengthOf(archive) > length / 2);
    assertThat(startsFromArchive()).isTrue();
    assertThat(sink.text()).isEmpty();
  }

  /** On JDK 17 the JVM crashes on it before it says a word. */
  @Test
  void anArchiveThatAWorkerDiesOfIsRemovedAndNobodyNotices() throws IOException {
    Path archive = makeSealedArchive();
    Files.delete(archive.resolve("seal")); // as if its maker's machine had lost power
    truncate(archive);

    try (ProcessPool pool = pool()) {
      assertThat(square(pool)).isEqualTo(49);
      if (Runtime.version().feature() < 25) {
        eventually("it is gone", () -> Files.notExists(archive));
        assertThat(cache.attempts()).as("a mark, so that it is not made again at once").hasSize(1);
      }
    }
    assertThat(sink.text()).as("what is to be seen of the crash").isEmpty();
    eventually("no report of the crash", () -> crashReports().isEmpty());
  }

  @Test
  void aCorruptedBodyOfTheSameLengthAndTimeHarmsNothing() throws IOException {
    Path archive = makeSealedArchive();
    Path file = archive.resolve("classes.jsa");
    FileTime time = Files.getLastModifiedTime(file);
    overwrite(file);
    Files.setLastModifiedTime(file, time);
    Object corrupted = Files.readAttributes(file, "unix:ino").get("ino");

    try (ProcessPool pool = pool()) {
      assertThat(square(pool)).isEqualTo(49);
      eventually("it is gone", () -> !corrupted.equals(fileKey(file)));
    }

    assertThat(sink.text()).isEmpty();
    eventually("nobody makes one", () -> isSettled(archive));
  }

  @Test
  void anArchiveOfAnotherBuildIsNotUsed() throws IOException {
    Path archive = makeSealedArchive();
    Files.writeString(archive.resolve("key"), "another build");

    assertThat(startsFromArchive()).isFalse();

    eventually("its own in its place", () -> isOfThisBuild(archive));
  }

  /** A JVM looks at a jar's size and time only; so did the one of JDK 25.0.3 not even do that. */
  @Test
  void codeOfAJarThatChangesIsNotTakenFromAnArchive() throws IOException {
    Path jar = Jar.copy(Artifacts.procpoolJar(), folder.resolve("copy.jar"));
    assertThat(greeting(jar)).isEqualTo("procpool-link");
    cache.awaitArchive();
    assertThat(greeting(jar)).isEqualTo("procpool-link");

    Jar.replaceText(jar, "io/procpool/worker/LinkListener.class", "procpool-link", "procpool-LINK");

    assertThat(greeting(jar)).isEqualTo("procpool-LINK");
    eventually("one for each", () -> cache.archives().size() == 2 && cache.attempts().isEmpty());
    assertThat(greeting(jar)).isEqualTo("procpool-LINK");
  }

  // ---- places that are not safe, or no places

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwxr-x---"})
  void aFolderThatOthersCanEnterIsNotUsed(String permissions) throws IOException {
    Path archive = makeSealedArchive();
    Files.setPosixFilePermissions(cache.folder(), PosixFilePermissions.fromString(permissions));

    assertThat(startsFromArchive()).isFalse();

    assertThat(cache.named(".*")).containsExactly(archive);
  }

  @Test
  void aFolderOfAnotherUserIsNotUsed() throws IOException {
    assumeThat(Files.getAttribute(folder, "unix:uid"))
        .as("only root can give it away")
        .isEqualTo(0);
    Path archive = makeSealedArchive();
    Files.setAttribute(cache.folder(), "unix:uid", 65534);

    assertThat(startsFromArchive()).isFalse();

    assertThat(cache.named(".*")).containsExactly(archive);
  }

  @Test
  void anArchiveThatIsAnotherUsersIsNotUsed() throws IOException {
    assumeThat(Files.getAttribute(folder, "unix:uid"))
        .as("only root can give it away")
        .isEqualTo(0);
    Path archive = makeSealedArchive();
    Files.setAttribute(archive, "unix:uid", 65534);

    assertThat(startsFromArchive()).isFalse();
  }

  @Test
  void aFolderBelowOneThatOthersCanWriteIsNotUsed() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    cache = new Cache(open.resolve("cache"));

    assertThat(startsFromArchive()).isFalse();

    assertThat(cache.named(".*")).isEmpty();
  }

  @Test
  void aSymbolicLinkInItsPlaceIsNotFollowed() throws IOException {
    makeSealedArchive();
    Path elsewhere = Files.move(cache.folder(), folder.resolve("elsewhere"));
    Files.createSymbolicLink(cache.folder(), elsewhere);

    assertThat(startsFromArchive()).isFalse();
  }

  @Test
  void anArchiveThatOthersCanWriteIsNotUsed() throws IOException {
    Path archive = makeSealedArchive();
    Files.setPosixFilePermissions(
        archive.resolve("classes.jsa"), PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(startsFromArchive()).isFalse();

    eventually("another one", () -> isUnwritable(archive) && cache.attempts().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/none/cache", "/dev/null/cache", "relative", "off"})
  void whereThereIsNoPlaceThereIsNoArchive(String place) {
    cache = new Cache(Path.of(place));

    assertThat(startsFromArchive()).isFalse();

    assertThat(Files.exists(Path.of(place))).isFalse();
    assertThat(sink.text()).isEmpty();
  }

  @Test
  void whereThereIsNoRoomThereIsAMarkAndNoArchive() {
    String limit = "ulimit -f 1024; exec \"$@\""; // half a megabyte in any file

    assertThat(greeting(Artifacts.procpoolJar(), "/bin/sh", "-c", limit, "sh"))
        .isEqualTo("procpool-link");

    eventually("it was tried", () -> cache.attempts().size() == 1 && hasEnded(cache.attempts()));
    assertThat(cache.archives()).isEmpty();
    assertThat(startsFromArchive()).isFalse();
  }

  // ---- users who have a word to say

  @ParameterizedTest
  @ValueSource(
      strings = {"-XX:+UseZGC", "-XX:+UseParallelGC", "-XX:-UseCompressedOops", "-Xshare:off"})
  void flagsThatSuitNoArchiveAreObeyedInSilence(String flag) throws IOException {
    makeSealedArchive();

    try (ProcessPool pool = pool(flag)) {
      assertThat(square(pool)).isEqualTo(49);
    }

    assertThat(sink.text()).isEmpty();
    assertThat(cache.archives()).hasSize(1);
  }

  @Test
  void aFlagThatNoJvmKnowsIsStillNamedAndCostsNoArchive() throws IOException {
    makeSealedArchive();

    assertThatThrownBy(() -> pool("-XX:+NoSuchFlag")).hasMessageContaining("NoSuchFlag");
    assertThat(cache.archives()).hasSize(1);
  }

  // ---- what these tests do

  private ProcessPool pool(String... flags) {
    return cache.pool(
        () ->
            ProcessPool.builder()
                .processes(1)
                .jvmArgs(flags)
                .output(sink.stream(), sink.stream())
                .build());
  }

  private boolean startsFromArchive() {
    try {
      Path log = Files.createTempFile(folder, "classes", null);
      try (ProcessPool pool = pool("-Xlog:class+load:file=" + log)) {
        assertThat(square(pool)).isEqualTo(49);
      }
      try (Stream<String> lines = Files.lines(log)) {
        return lines.anyMatch(line -> line.matches(".*" + FROM_ARCHIVE));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int square(ProcessPool pool) {
    return pool.apply(x -> x * x, 7);
  }

  private Path makeSealedArchive() throws IOException {
    startsFromArchive();
    Path archive = cache.awaitArchive();
    startsFromArchive();
    cache.awaitSeal(archive);
    return archive;
  }

  /** What the worker's thread that reads the link is called: that stands in a class of the jar. */
  private String greeting(Path jar, String... by) {
    String classPath = jar + File.pathSeparator + Greeting.home();
    List<String> command = new ArrayList<>(List.of(by));
    command.add(CommandLine.java().toString());
    command.addAll(List.of(cache.asFlag(), "-cp", classPath, Greeting.class.getName()));
    Run run = CommandLine.run(command, "", folder);
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stderr()).isEmpty();
    return run.stdout().strip();
  }

  /** Whether no JVM names it any more. */
  private static boolean hasEnded(List<Path> attempts) {
    return ProcessHandle.allProcesses()
        .noneMatch(process -> commandLine(process).contains(attempts.get(0).toString()));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  private static long truncate(Path archive) throws IOException {
    try (RandomAccessFile file = writable(archive.resolve("classes.jsa"))) {
      long length = file.length();
      file.setLength(length / 3);
      return length;
    }
  }

  private static void overwrite(Path file) throws IOException {
    try (RandomAccessFile bytes = writable(file)) {
      bytes.seek(64 * 1024);
      bytes.write(new byte[1024 * 1024]);
    }
  }

  private static RandomAccessFile writable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new RandomAccessFile(file.toFile(), "rw");
  }

  private static Object fileKey(Path file) {
    try {
      return Files.readAttributes(file, "unix:ino").get("ino");
    } catch (IOException e) {
      return null; // it is being exchanged
    }
  }

  /** Either it has been made anew, or it is banned for a while. */
  private boolean isSettled(Path archive) {
    return Files.exists(archive) != (cache.attempts().size() == 1);
  }

  private static long lengthOf(Path archive) {
    return archive.resolve("classes.jsa").toFile().length();
  }

  private static boolean isOfThisBuild(Path archive) {
    try {
      return Files.readString(archive.resolve("key")).startsWith("procpool class-data archive");
    } catch (IOException e) {
      return false; // it is being exchanged
    }
  }

  private static boolean isUnwritable(Path archive) {
    try {
      return !permissions(archive.resolve("classes.jsa")).endsWith("rw-rw-rw-");
    } catch (AssertionError e) {
      return false; // it is being exchanged
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** In the folder that workers run in. */
  private static List<Path> crashReports() {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.filter(file -> file.toString().matches("hs_err_pid.*|core.*")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
