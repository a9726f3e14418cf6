package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class ArgumentFileTest {

  @Test
  void onlyItsUserCanReadItOrSeeThatItIsThere() throws IOException {
    ArgumentFile file = ArgumentFile.write(new byte[] {1, 2, 3});
    try {
      assertThat(Files.readAllBytes(file.path())).containsExactly(1, 2, 3);
      assertThat(permissions(file.path())).isEqualTo("rw-------");
      assertThat(permissions(file.path().getParent())).isEqualTo("rwx------");
    } finally {
      file.discard();
    }
    assertThat(file.path().getParent()).doesNotExist();
  }

  @Test
  void discardingWhatTheWorkerHasRemovedDoesNothing() throws IOException {
    ArgumentFile file = ArgumentFile.write(new byte[1]);
    Files.delete(file.path());
    Files.delete(file.path().getParent());

    file.discard();

    assertThat(file.path().getParent()).doesNotExist();
  }

  @Test
  void whatAKilledPoolLeftIsSweptAndWhatLivesIsNot() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    ArgumentFile living = ArgumentFile.write(new byte[1]);
    try {
      String ours = living.path().getParent().getFileName().toString();
      String own = Long.toString(ProcessHandle.current().pid());
      String left = ours.replaceFirst("-" + own + "-", "-" + ended.pid() + "-");
      Path abandoned = Files.createDirectory(living.path().getParent().resolveSibling(left));
      Files.createFile(abandoned.resolve("args"));
      Path elsewhere =
          Files.createDirectory(abandoned.resolveSibling("procpool-1-" + ended.pid() + "-1"));

      ArgumentFile.sweep();

      assertThat(abandoned).doesNotExist();
      assertThat(living.path()).exists();
      assertThat(elsewhere).as("of another space of process ids").exists();
      Files.delete(elsewhere);
    } finally {
      living.discard();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
