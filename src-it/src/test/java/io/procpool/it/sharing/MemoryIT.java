package io.procpool.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.ProcessPool;
import io.procpool.TaskException;
import io.procpool.it.CommandLine;
import io.procpool.it.Eventually;
import io.procpool.it.wire.Program;
import io.procpool.sharing.NameNotFoundException;
import io.procpool.sharing.NameTakenException;
import io.procpool.sharing.SharedDouble;
import io.procpool.sharing.SharedIntArray;
import io.procpool.sharing.SharedLock;
import io.procpool.sharing.SharedMemory;
import io.procpool.sharing.SharedReentrantLock;
import io.procpool.task.TaskFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Memory that processes share, and how it goes. */
class MemoryIT {

  private static final String NAME = "memory-it-" + ProcessHandle.current().pid();

  // S98
  @Test
  void whatOneProcessWritesAnotherSees() {
    try (SharedMemory memory = SharedMemory.create(NAME, 512);
        ProcessPool pool = ProcessPool.create(1)) {
      memory.buffer().put("abc\0\0".getBytes(StandardCharsets.US_ASCII));
      String name = NAME;
      byte[] seen =
          pool.applyAsync(
                  () -> {
                    byte[] bytes = new byte[5];
                    SharedMemory found = SharedMemory.attach(name);
                    found.buffer().get(bytes).put(511, (byte) 42);
                    return bytes;
                  })
              .join();
      assertThat(seen).containsExactly('a', 'b', 'c', 0, 0);
      assertThat(memory.buffer().get(511)).isEqualTo((byte) 42);
      assertThatThrownBy(() -> memory.buffer().get(512))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  // S98
  @Test
  void aNameIsTakenOrNotFoundInAnyProcess() {
    try (SharedMemory memory = SharedMemory.create(NAME, 1);
        ProcessPool pool = ProcessPool.create(1)) {
      String name = NAME;
      assertThat(memory.size()).isEqualTo(1);
      assertThatThrownBy(() -> pool.apply(SharedMemory::attach, name + "x"))
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(NameNotFoundException.class);
      TaskFunction<String, Long> create = taken -> SharedMemory.create(taken, 1).size();
      assertThatThrownBy(() -> pool.apply(create, name))
          .isInstanceOf(TaskException.class)
          .hasCauseInstanceOf(NameTakenException.class);
    }
  }

  // S98
  @Test
  void nothingStaysWhenTheCreatorIsKilled() throws Exception {
    Process creator = start(Creator.class, NAME);
    try {
      assertThat(creator.inputReader().readLine()).isEqualTo("ready");
      SharedMemory memory = SharedMemory.attach(NAME);
      assertThat(memory.buffer().getInt(0)).isEqualTo(42);
      assertThat(files(creator.pid())).hasSize(2);
    } finally {
      creator.destroyForcibly();
    }
    creator.waitFor();
    Eventually.eventually("its files are gone", () -> files(creator.pid()).isEmpty());
    assertThatThrownBy(() -> SharedMemory.attach(NAME)).isInstanceOf(NameNotFoundException.class);
    try (SharedMemory again = SharedMemory.create(NAME, 8)) {
      assertThat(again.buffer().getLong(0)).isZero();
    }
  }

  @Test
  void whatAReaperWasKilledWithIsRemovedByTheNext() throws Exception {
    Process creator = start(Creator.class, NAME);
    assertThat(creator.inputReader().readLine()).isEqualTo("ready");
    List<ProcessHandle> reapers = creator.children().toList();
    assertThat(reapers).hasSize(1);
    reapers.get(0).destroyForcibly();
    creator.destroyForcibly().waitFor();
    Eventually.eventually("it is killed too", () -> !reapers.get(0).isAlive());
    assertThat(files(creator.pid())).isNotEmpty();

    try (SharedMemory again = SharedMemory.create(NAME, 8)) {
      assertThat(again.buffer().getLong(0)).isZero();
    }
    Process sweeper = start(Creator.class, NAME);
    assertThat(sweeper.inputReader().readLine()).isEqualTo("ready");
    assertThat(files(creator.pid())).as("but the name, which is the sweeper's").hasSize(1);
    sweeper.getOutputStream().close();
    sweeper.waitFor();
    Eventually.eventually("nothing is left", () -> files(sweeper.pid()).isEmpty());
  }

  @Test
  void valuesAndArraysOfTheTutorial() {
    try (SharedDouble number = SharedDouble.create(0);
        SharedIntArray array = SharedIntArray.of(IntStream.range(0, 10).toArray());
        ProcessPool pool = ProcessPool.create(1)) {
      pool.applyAsync(
              () -> {
                number.set(3.1415927);
                for (int i = 0; i < array.length(); i++) {
                  array.set(i, -array.get(i));
                }
                return null;
              })
          .join();
      assertThat(number).hasToString("3.1415927");
      assertThat(array.toArray()).containsExactly(0, -1, -2, -3, -4, -5, -6, -7, -8, -9);
    }
  }

  @Test
  void inAWorkerItIsOneObjectHoweverOftenItArrives() {
    try (SharedReentrantLock lock = SharedReentrantLock.create();
        ProcessPool pool = ProcessPool.create(1)) {
      List<SharedReentrantLock> locks = List.of(lock, lock);
      boolean isOne = pool.apply(two -> two.get(0) == two.get(1) && two.get(0) == lock, locks);
      assertThat(isOne).isTrue();
      SharedReentrantLock back = pool.applyAsync(() -> lock).join();
      assertThat(back).isSameAs(lock);
    }
  }

  @Test
  void whatAWorkerMakesEndsWithIt() throws Exception {
    SharedLock ofWorker;
    long pid;
    try (ProcessPool pool = ProcessPool.create(1)) {
      pid = pool.applyAsync(() -> ProcessHandle.current().pid()).join();
      ofWorker = pool.applyAsync(SharedLock::create).join();
      ofWorker.lock();
      ofWorker.unlock();
      assertThat(files(pid)).isNotEmpty();
    }
    Eventually.eventually("its files are gone", () -> files(pid).isEmpty());
    ofWorker.close();
  }

  private static Process start(Class<?> main, String... arguments) throws IOException {
    return CommandLine.start(Program.command(main, List.of(), arguments), Path.of("."), Map.of());
  }

  private static List<Path> files(long pid) {
    try (Stream<Path> all = Files.list(Path.of("/dev/shm"))) {
      return all.filter(file -> isOf(file.getFileName().toString(), pid)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its folder, or the name that all creators here use. */
  private static boolean isOf(String file, long pid) {
    return file.contains("-" + pid + "-s") || file.endsWith("." + NAME);
  }

  /** Makes shared memory, and ends when its input does. */
  static final class Creator {

    private Creator() {}

    public static void main(String[] arguments) throws IOException {
      SharedMemory memory = SharedMemory.create(arguments[0], 512);
      memory.buffer().putInt(0, 42);
      SharedLock lock = SharedLock.create();
      System.out.println("ready");
      while (System.in.read() >= 0) {
        lock.lock();
      }
    }
  }
}
