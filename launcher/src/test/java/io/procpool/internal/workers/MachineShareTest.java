package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MachineShareTest {

  private static final long MIB = 1024 * 1024;
  private static final long GIB = 1024 * MIB;

  @Test
  void allHeapsAndWhatJvmsNeedBesideThemFitIntoTheMemory() {
    for (long memory : List.of(GIB, 8 * GIB, 64 * GIB)) {
      for (int workers : List.of(1, 2, 4, 8)) {
        long heap = MachineShare.heap(workers, OptionalLong.of(memory), memory / 4).getAsLong();

        assertThat(heap).isLessThanOrEqualTo(memory / 4);
        assertThat(workers * (heap + 48 * MIB) + memory / 4 + 48 * MIB)
            .as("%d workers in %d MiB", workers, memory / MIB)
            .isLessThanOrEqualTo(memory);
      }
    }
  }

  @Test
  void aHeapIsNeverTooSmallToStart() {
    assertThat(MachineShare.heap(64, OptionalLong.of(256 * MIB), 128 * MIB)).hasValue(16 * MIB);
  }

  @Test
  void whereTheMemoryIsNotKnownTheJvmChooses() {
    assertThat(MachineShare.heap(4, OptionalLong.empty(), GIB)).isEmpty();
  }

  @Test
  void aUsersWordOnTheHeapCounts() {
    assertThat(MachineShare.of(2, List.of("-Dx=y")).flags()).anyMatch(f -> f.startsWith("-Xmx"));
    for (String word :
        List.of("-Xmx1g", "-Xms1g", "-XX:MaxRAMPercentage=10", "-XX:MaxHeapSize=1g")) {
      assertThat(MachineShare.of(2, List.of(word)).flags()).noneMatch(f -> f.startsWith("-Xmx"));
    }
  }

  @Test
  void processorsAreSharedAndNobodyHasNone() {
    int cores = Runtime.getRuntime().availableProcessors();

    assertThat(MachineShare.of(1, List.of()).processors()).isEqualTo(cores);
    assertThat(MachineShare.of(cores, List.of()).processors()).isEqualTo(1);
    assertThat(MachineShare.of(10 * cores, List.of()).processors()).isEqualTo(1);
  }
}
