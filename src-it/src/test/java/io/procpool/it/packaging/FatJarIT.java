package io.procpool.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the jar that users get, and what is not. */
class FatJarIT {

  private static final long MAX_BYTES = 2_500_000;
  private static final int JAVA_17_CLASS_FILE = 61;

  private JarFile jar;
  private List<String> names;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Artifacts.procpoolJar().toFile());
    names = jar.stream().map(JarEntry::getName).toList();
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void itsManifestNamesTheMainClassAndTheVersion() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo("io.procpool.cli.ProcpoolMain");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE)).isEqualTo("procpool");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).matches("\\d+\\.\\d+.*");
  }

  @Test
  void itHoldsThePoolTheWorkerAndTheirLibraries() {
    assertHolds("io/procpool/cli/ProcpoolMain.class");
    assertHolds("io/procpool/ProcessPool.class");
    assertHolds("io/procpool/worker/WorkerMain.class");
    assertHolds("io/procpool/protocol/Frame.class");
    assertHolds("com/esotericsoftware/kryo/kryo5/Kryo.class");
    assertHolds("io/procpool/shaded/picocli/CommandLine.class");
    assertHolds("io/procpool/shaded/exec/DefaultExecutor.class");
  }

  @Test
  void noLibraryInItCanMeetTheSameOneOfAJob() {
    assertThat(namesLike(".*\\.class"))
        .filteredOn(name -> !name.startsWith("io/procpool/"))
        .filteredOn(name -> !name.startsWith("com/esotericsoftware/kryo/kryo5/"))
        .isEmpty();
  }

  @Test
  void itHoldsNoClassOfTheTestsOrTheExamples() {
    assertThat(namesLike("io/procpool/(it|examples|bench)/.*")).isEmpty();
    assertThat(namesLike(".*(Test|Tests|IT)(\\$.*)?\\.class")).isEmpty();
    assertThat(namesLike(".*(junit|assertj|opentest4j|archunit).*")).isEmpty();
  }

  /** One signature of a library, or its module, would speak for the whole jar, and be wrong. */
  @Test
  void itHoldsNoSignatureAndNoModule() {
    assertThat(namesLike("META-INF/.*\\.(SF|DSA|RSA|EC)")).isEmpty();
    assertThat(namesLike("(.*/)?module-info\\.class")).isEmpty();
  }

  @Test
  void eachOfItsEntriesIsThereOnce() {
    Set<String> seen = new HashSet<>();
    assertThat(names).filteredOn(name -> !seen.add(name)).isEmpty();
  }

  @Test
  void itsLicenseAndNoticeAreInIt() {
    assertHolds("META-INF/LICENSE");
    assertHolds("META-INF/NOTICE");
  }

  @Test
  void itStaysSmall() throws IOException {
    assertThat(Files.size(Artifacts.procpoolJar())).isLessThan(MAX_BYTES);
  }

  @Test
  void itsClassesAreOfJava17OrOlder() throws IOException {
    for (String name : names) {
      if (name.endsWith(".class")) {
        assertThat(classFileVersion(name)).as(name).isLessThanOrEqualTo(JAVA_17_CLASS_FILE);
      }
    }
  }

  private void assertHolds(String name) {
    assertThat(jar.getEntry(name)).as(name).isNotNull();
  }

  private List<String> namesLike(String pattern) {
    return names.stream().filter(name -> name.matches(pattern)).toList();
  }

  private int classFileVersion(String name) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
      assertThat(in.readInt()).as("magic of %s", name).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort(); // the minor version
      return in.readUnsignedShort();
    }
  }
}
