package io.procpool.it.cli;

import static io.procpool.it.cli.Cli.assertExit;
import static io.procpool.it.cli.Cli.assertPrints;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine;
import io.procpool.it.CommandLine.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several ways to say what the job is, one wins: --map, --job, the manifest, the services. */
class JobOrderIT {

  @TempDir private static Path folder;
  private static Path all;
  private static Path servicesOnly;

  @BeforeAll
  static void writeJars() {
    String[] sources = {
      Cli.METHODS,
      Jobs.named("com.acme", "Asked"),
      Jobs.named("com.acme", "OfManifest"),
      Jobs.named("com.acme", "OfServices")
    };
    all =
        JobJar.of(sources)
            .withManifestJob("com.acme.OfManifest")
            .withServices("com.acme.OfServices")
            .writeTo(folder.resolve("all.jar"));
    servicesOnly =
        JobJar.of(sources)
            .withServices("com.acme.OfServices")
            .writeTo(folder.resolve("services.jar"));
  }

  @Test
  void aMethodWinsOverAllElse() {
    assertPrints(run(all, "--map", "com.acme.Methods::upper", "--job", "com.acme.Asked"), "LINE");
  }

  @Test
  void aJobThatIsAskedForWinsOverTheJars() {
    assertPrints(run(all, "--job", "com.acme.Asked"), "Asked line");
  }

  @Test
  void theManifestWinsOverTheServices() {
    assertPrints(run(all), "OfManifest line");
  }

  @Test
  void theServicesComeLast() {
    assertPrints(run(servicesOnly), "OfServices line");
  }

  @Test
  void whatWasDecidedIsToldIfThatIsAskedFor() {
    Run run = run(all, "-v");

    assertExit(run, 0);
    assertThat(run.stdout()).isEqualTo("OfManifest line\n");
    assertThat(run.stderr()).contains("com.acme.OfManifest", "manifest attribute Procpool-Job");
    assertThat(run(all, "--verbose", "--map", "com.acme.Methods::upper").stderr())
        .contains("com.acme.Methods::upper (--map)");
  }

  private static Run run(Path jar, String... options) {
    List<String> args = new ArrayList<>(List.of("-j1"));
    args.addAll(List.of(options));
    args.add(jar.toString());
    return CommandLine.procpool(args, "line\n");
  }
}
