package io.procpool.it.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.CommandLine.Run;
import io.procpool.sharing.manager.Manager;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.utility.MountableFile;

/** Processes that have nothing in common but a network, of which there is a loopback here. */
@ExtendWith(Docker.class)
class SharedManagerIT {

  private static final String FOLDER = "/procpool/sharing/";

  @Test
  void containersShareAManagerAndStrangersGetNothingAndBlockNobody() throws Exception {
    ProcpoolContainer manager = container("serve");
    try {
      manager.start();
      manager.awaitPrinted("listening", 1);
      ProcpoolContainer first = beside(manager, "count");
      ProcpoolContainer stranger = beside(manager, "intrude");
      ProcpoolContainer second = beside(manager, "count");
      try {
        stranger.start();
        stranger.awaitPrinted("AuthenticationException", 1);
        first.start();
        second.start();

        assertThat(first.await().exitCode()).isZero();
        assertThat(second.await().exitCode()).isZero();
        Run run = manager.await();
        assertThat(run.exitCode()).isZero();
        assertThat(run.stdout()).contains("{all=" + 2 * ManagerPlaces.TIMES + "}");
      } finally {
        stranger.stop();
        first.stop();
        second.stop();
      }
    } finally {
      manager.stop();
    }
  }

  private static ProcpoolContainer beside(ProcpoolContainer other, String what) throws Exception {
    return container(what).withNetworkMode("container:" + other.getContainerId());
  }

  private static ProcpoolContainer container(String what) throws URISyntaxException {
    Path sharing = placeOf(Manager.class);
    Path tests = placeOf(ManagerPlaces.class);
    String classPath =
        String.join(
            ":", "/procpool/procpool.jar", FOLDER + sharing.getFileName(), FOLDER + "tests");
    return new ProcpoolContainer(what)
        .withCopyFileToContainer(MountableFile.forHostPath(sharing), FOLDER + sharing.getFileName())
        .withCopyFileToContainer(MountableFile.forHostPath(tests), FOLDER + "tests")
        .withCreateContainerCmdModifier(
            command ->
                command.withEntrypoint("java", "-cp", classPath, ManagerPlaces.class.getName()));
  }

  private static Path placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
