package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertFails;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that is there, and cannot be a job. Exit code 3. */
class BadJobClassIT {

  @TempDir private Path folder;

  @Test
  void oneThatImplementsNoJob() {
    assertFails(
        runJob("com.acme.Methods", Cli.METHODS),
        3,
        "com.acme.Methods (--job)",
        "does not implement io.procpool.task.Job");
  }

  @Test
  void oneWithoutAPublicConstructor() {
    assertFails(
        runJob("com.acme.Bad", Jobs.withBody("Bad", "Bad() {}")),
        3,
        "com.acme.Bad (--job)",
        "public constructor without parameters");
  }

  @Test
  void oneWhoseConstructorTakesSomething() {
    assertFails(
        runJob("com.acme.Bad", Jobs.withBody("Bad", "public Bad(int number) {}")),
        3,
        "com.acme.Bad (--job)",
        "public constructor without parameters");
  }

  @Test
  void oneThatIsNotPublic() {
    String hidden = "class Hidden extends Visible {}";
    assertFails(
        runJob("com.acme.Hidden", Jobs.named("com.acme", "Visible") + hidden),
        3,
        "com.acme.Hidden (--job)",
        "must be public");
  }

  @Test
  void oneWhoseConstructorThrows() {
    String body = "public Bad() { throw new IllegalStateException(\"no licence\"); }";
    assertFails(
        runJob("com.acme.Bad", Jobs.withBody("Bad", body)),
        3,
        "constructor of com.acme.Bad",
        "java.lang.IllegalStateException: no licence");
  }

  @Test
  void oneWhoseConstructorThrowsAnError() {
    String body = "public Bad() { throw new UnsatisfiedLinkError(\"no native library\"); }";
    assertFails(
        runJob("com.acme.Bad", Jobs.withBody("Bad", body)),
        3,
        "com.acme.Bad",
        "java.lang.UnsatisfiedLinkError: no native library");
  }

  @Test
  void oneWhoseStaticInitialiserThrows() {
    String body = "static final int NUMBER = Integer.parseInt(\"no number\");";
    assertFails(runJob("com.acme.Bad", Jobs.withBody("Bad", body)), 3, "com.acme.Bad", "no number");
  }

  private Run runJob(String className, String source) {
    Path jar = JobJar.of(source).writeTo(folder.resolve("job.jar"));
    return CommandLine.procpool("--job", className, jar.toString());
  }
}
