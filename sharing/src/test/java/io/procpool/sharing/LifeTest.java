package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How shared objects are made, passed on and removed. */
class LifeTest {

  private static final String NAME = "test-" + ProcessHandle.current().pid();

  @Test
  void memoryIsFoundByItsName() {
    try (SharedMemory made = SharedMemory.create(NAME, 512)) {
      made.buffer().put("abc\0\0".getBytes(StandardCharsets.US_ASCII));
      SharedMemory found = SharedMemory.attach(NAME);
      byte[] bytes = new byte[5];
      found.buffer().get(bytes);
      assertThat(bytes).containsExactly('a', 'b', 'c', 0, 0);
      assertThat(found.size()).isEqualTo(512);
      assertThat(found).isSameAs(made);
    }
    assertThatThrownBy(() -> SharedMemory.attach(NAME)).isInstanceOf(NameNotFoundException.class);
  }

  @Test
  void mistakesAreToldApart() {
    assertThatThrownBy(() -> SharedMemory.attach("never-made"))
        .isInstanceOf(NameNotFoundException.class)
        .hasMessageContaining("never-made");
    assertThatThrownBy(() -> SharedMemory.create(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedMemory.create(NAME, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedMemory.create("../x", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedMemory.create(Long.MAX_VALUE / 2))
        .isInstanceOf(SharingException.class)
        .hasMessageContaining("room");
    try (SharedMemory made = SharedMemory.create(NAME, 8)) {
      assertThatThrownBy(() -> SharedMemory.create(NAME, 8)).isInstanceOf(NameTakenException.class);
      ByteBuffer buffer = made.buffer();
      assertThatThrownBy(() -> buffer.get(8)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> made.buffer(7, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aSegmentIsTheSameMemory() throws Exception {
    try (SharedMemory made = SharedMemory.create(64)) {
      if (Runtime.version().feature() < 22) {
        assertThatThrownBy(made::segment).isInstanceOf(UnsupportedOperationException.class);
        return;
      }
      Object segment = made.segment();
      made.buffer().put(3, (byte) 7);
      ByteBuffer seen =
          (ByteBuffer)
              Class.forName("java.lang.foreign.MemorySegment")
                  .getMethod("asByteBuffer")
                  .invoke(segment);
      assertThat(seen.get(3)).isEqualTo((byte) 7);
    }
  }

  @Test
  void whatArrivesIsTheSameObject() throws Exception {
    SharedReentrantLock lock = SharedReentrantLock.create();
    List<SharedObject> all =
        List.of(
            lock,
            SharedLock.create(),
            lock.newCondition(),
            SharedSemaphore.create(1),
            SharedBoundedSemaphore.create(1),
            SharedEvent.create(),
            SharedBarrier.create(2),
            SharedInt.create(1, lock),
            SharedMemory.create(5));
    for (SharedObject one : all) {
      assertThat(copy(one)).isSameAs(one);
    }
    all.forEach(SharedObject::close);
  }

  @Test
  void whatIsGoneDoesNotArrive() throws Exception {
    SharedEvent event = SharedEvent.create();
    byte[] bytes = bytes(event);
    event.close();
    assertThatThrownBy(() -> object(bytes))
        .isInstanceOf(SharingException.class)
        .hasMessageContaining("gone");
    assertThatThrownBy(() -> bytes(event)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsLeftOfWhatWasClosed() throws IOException {
    SharedLock lock = SharedLock.create();
    SharedMemory memory = SharedMemory.create(NAME, 10);
    assertThat(files()).isNotEmpty();
    lock.close();
    memory.close();
    Threads.eventually(() -> files().isEmpty());
    Threads.eventually(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void nothingIsLeftOfWhatWasForgotten() {
    SharedLong forgotten = SharedLong.create(1);
    Path file = Path.of(path(forgotten));
    assertThat(file).exists();
    forgotten = null;
    Threads.eventually(
        () -> {
          System.gc();
          return !Files.exists(file);
        });
  }

  @Test
  void anInterruptIsNoneOfTheirs() {
    Thread.currentThread().interrupt();
    try (SharedReentrantLock lock = SharedReentrantLock.create()) {
      lock.lock();
      lock.unlock();
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatWasPassedOnIsKept() throws Exception {
    byte[] bytes = bytes(SharedLong.create(42));
    System.gc();
    try (SharedLong arrived = (SharedLong) object(bytes)) {
      assertThat(arrived.get()).isEqualTo(42);
    }
  }

  private static String path(SharedObject object) {
    return object.block().path().toString();
  }

  private static List<Path> files() {
    String pid = "-" + ProcessHandle.current().pid();
    try (Stream<Path> all = Files.list(Path.of("/dev/shm"))) {
      return all.filter(file -> file.getFileName().toString().contains(pid)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Object copy(Object object) throws Exception {
    return object(bytes(object));
  }

  private static byte[] bytes(Object object) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(object);
    }
    return out.toByteArray();
  }

  private static Object object(byte[] bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }
}
