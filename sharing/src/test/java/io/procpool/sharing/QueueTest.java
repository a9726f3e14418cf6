package io.procpool.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.SerializationException;
import io.procpool.sharing.Threads.Running;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue as the threads of one process see it. */
class QueueTest {

  private static final int MANY = 100_000;
  private static final int LARGE = 200_000;

  private final SharedQueue<Object> queue = SharedQueue.create();
  private final SharedQueue<Integer> two = SharedQueue.create(2);

  @AfterEach
  void close() {
    queue.close();
    two.close();
    assertThat(files(queue)).as("files of a queue that is closed").isEmpty();
  }

  @Test
  void itemsComeOutAsTheyWentIn() throws Exception {
    List<Object> items = List.of(1, "two", 3.0, List.of(4, 5), new Point(6, 7));
    for (Object item : items) {
      queue.put(item);
    }
    assertThat(queue).hasSize(items.size()).containsExactlyElementsOf(items);
    for (Object item : items) {
      assertThat(queue.take()).isEqualTo(item);
    }
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isZero();
  }

  @Test
  void eachProducersItemsStayInTheirOrder() throws Exception {
    int producers = 4;
    int each = 10_000;
    SharedQueue<int[]> ours = SharedQueue.create(100);
    List<Running<Object>> running =
        IntStream.range(0, producers)
            .mapToObj(
                producer ->
                    Threads.start(
                        () -> {
                          for (int i = 0; i < each; i++) {
                            ours.put(new int[] {producer, i});
                          }
                          return null;
                        }))
            .toList();
    int[] next = new int[producers];
    for (int i = 0; i < producers * each; i++) {
      int[] item = ours.take();
      assertThat(item[1]).isEqualTo(next[item[0]]++);
    }
    for (Running<Object> one : running) {
      one.result();
    }
    assertThat(ours.poll()).isNull();
    ours.close();
  }

  @Test
  void aBoundIsKept() throws Exception {
    assertThat(two.remainingCapacity()).isEqualTo(2);
    assertThat(two.offer(1)).isTrue();
    assertThat(two.add(2)).isTrue();
    assertThat(two.remainingCapacity()).isZero();
    assertThat(two.offer(3)).isFalse();
    assertThatThrownBy(() -> two.add(3)).isInstanceOf(IllegalStateException.class);
    long start = System.nanoTime();
    assertThat(two.offer(3, 0, TimeUnit.SECONDS)).isFalse();
    assertThat(two.offer(3, 50, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(queue.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> SharedQueue.create(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoWaitsForRoomGoesOnWhenThereIsSome() throws Exception {
    two.addAll(List.of(1, 2));
    Running<Boolean> putter = Threads.start(() -> two.offer(3, 10, TimeUnit.SECONDS));
    putter.awaitAsleep();
    assertThat(two.take()).isEqualTo(1);
    assertThat(putter.result()).isTrue();
    assertThat(two).containsExactly(2, 3);
  }

  @Test
  void whoWaitsForAnItemGetsIt() throws Exception {
    Running<Object> taker = Threads.start(queue::take);
    Running<Object> other = Threads.start(() -> queue.poll(10, TimeUnit.SECONDS));
    taker.awaitAsleep();
    other.awaitAsleep();
    queue.put("a");
    queue.put("b");
    assertThat(List.of(taker.result(), other.result())).containsExactlyInAnyOrder("a", "b");
    long start = System.nanoTime();
    assertThat(queue.poll(50, TimeUnit.MILLISECONDS)).isNull();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(queue.poll(-1, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void anInterruptEndsBothWaits() throws Exception {
    Running<Object> taker = Threads.start(queue::take);
    taker.awaitAsleep();
    taker.interrupt();
    assertThatThrownBy(taker::result).isInstanceOf(InterruptedException.class);

    two.addAll(List.of(1, 2));
    Running<Object> putter =
        Threads.start(
            () -> {
              two.put(3);
              return null;
            });
    putter.awaitAsleep();
    putter.interrupt();
    assertThatThrownBy(putter::result).isInstanceOf(InterruptedException.class);
    assertThat(two).containsExactly(1, 2);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> queue.put(1)).isInstanceOf(InterruptedException.class);
    assertThat(queue.offer(2)).as("what does not wait is not interrupted").isTrue();
  }

  @Test
  void anItemThatCannotCrossFailsInThePutter() throws Exception {
    queue.put("good");
    try (ServerSocket socket = new ServerSocket()) {
      assertThatThrownBy(() -> queue.put(new Config(new Client(socket))))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("client.connection")
          .hasMessageContaining("java.net.ServerSocket is not serializable");
      assertThatThrownBy(() -> queue.offer(socket)).isInstanceOf(SerializationException.class);
    }
    queue.put("good too");
    assertThat(queue).containsExactly("good", "good too");
    assertThatThrownBy(() -> queue.put(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void itGrowsAndComesBackInOrder() throws Exception {
    for (int i = 0; i < MANY; i++) {
      queue.put(i);
    }
    assertThat(queue.size()).isEqualTo(MANY);
    assertThat(files(queue)).as("rings").hasSizeGreaterThan(2);
    assertThat(queue.peek()).isEqualTo(0);
    for (int i = 0; i < MANY; i++) {
      assertThat(queue.take()).isEqualTo(i);
    }
    queue.put("more");
    assertThat(queue.take()).isEqualTo("more");
    assertThat(files(queue)).as("the block and its last ring").hasSize(2);
  }

  @Test
  void itemsOfAllLengthsGoRoundTheRing() throws Exception {
    Random random = new Random(26);
    List<byte[]> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(100) < 51 && expected.size() < 30) {
        byte[] item = new byte[random.nextInt(random.nextInt(1000) == 0 ? LARGE : 4_000)];
        random.nextBytes(item);
        expected.add(item);
        queue.put(item);
      } else if (!expected.isEmpty()) {
        assertThat((byte[]) queue.take()).isEqualTo(expected.remove(0));
      }
    }
    assertThat(queue).hasSize(expected.size());
  }

  @Test
  void aLargeItemHasAFileUntilItIsTaken() throws Exception {
    SharedQueue<byte[]> one = SharedQueue.create(1);
    assertThat(one.offer(new byte[LARGE])).isTrue();
    assertThat(files(one)).hasSize(3);
    assertThat(one.offer(new byte[LARGE])).isFalse();
    assertThat(one.offer(new byte[LARGE], 1, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(files(one)).as("of those that were not put").hasSize(3);
    assertThat(one.peek()).hasSize(LARGE);
    assertThat(one.take()).hasSize(LARGE);
    assertThat(files(one)).hasSize(2);
    one.put(new byte[LARGE]);
    one.close();
    assertThat(files(one)).isEmpty();
  }

  @Test
  void aLackOfMemoryFailsInThePutterAlone() throws Exception {
    File obstacle = new File(queue.block().path() + "-ring1");
    assertThat(new File(obstacle, "not-empty").mkdirs()).isTrue();
    int[] put = new int[1];
    assertThatThrownBy(
            () -> {
              for (; put[0] < MANY; put[0]++) {
                queue.put(put[0]);
              }
            })
        .isInstanceOf(SharingException.class)
        .hasMessageContaining("no room for the item");
    assertThat(new File(obstacle, "not-empty").delete() && obstacle.delete()).isTrue();
    queue.put(put[0]);
    for (int i = 0; i <= put[0]; i++) {
      assertThat(queue.take()).isEqualTo(i);
    }
  }

  @Test
  void itIsACollection() throws Exception {
    assertThatThrownBy(queue::element).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(queue::remove).isInstanceOf(NoSuchElementException.class);
    assertThat(queue.peek()).isNull();
    assertThat(queue.addAll(List.of(1, 2, 3, 4, 5))).isTrue();
    assertThat(queue.element()).isEqualTo(1);
    assertThat(queue.remove()).isEqualTo(1);
    assertThat(queue.contains(2)).isTrue();
    assertThat(queue.containsAll(List.of(1, 2))).isFalse();
    assertThat(queue.toArray()).containsExactly(2, 3, 4, 5);
    assertThat(queue.toArray(new Integer[0])).containsExactly(2, 3, 4, 5);
    assertThat(queue.stream().mapToInt(item -> (Integer) item).sum()).isEqualTo(14);
    List<Object> drained = new ArrayList<>();
    assertThat(queue.drainTo(drained, 2)).isEqualTo(2);
    assertThat(queue.drainTo(drained)).isEqualTo(2);
    assertThat(drained).containsExactly(2, 3, 4, 5);
    queue.addAll(List.of(1, 2));
    queue.clear();
    assertThat(queue).isEmpty();
    assertThatThrownBy(() -> queue.remove("x")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> queue.removeAll(List.of()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> queue.retainAll(List.of()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> queue.removeIf(item -> true))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> queue.drainTo(queue)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.addAll(queue)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsSharedGoesThroughIt() throws Exception {
    try (SharedLong number = SharedLong.create(7)) {
      queue.put(List.of(number, two));
      List<?> arrived = (List<?>) queue.take();
      assertThat(arrived.get(0)).isSameAs(number);
      assertThat(arrived.get(1)).isSameAs(two);
    }
  }

  @Test
  void aClosedQueueSaysSo() throws Exception {
    Running<Object> taker = Threads.start(queue::take);
    taker.awaitAsleep();
    queue.close();
    assertThatThrownBy(taker::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> queue.put(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> queue.offer(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(queue::poll).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(queue::size).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(queue::peek).isInstanceOf(IllegalStateException.class);
    queue.close();
  }

  @Test
  void joinWaitsUntilAllIsDone() throws Exception {
    try (SharedJoinableQueue<Integer> tasks = SharedJoinableQueue.create()) {
      tasks.join();
      assertThatThrownBy(tasks::taskDone).isInstanceOf(IllegalStateException.class);
      tasks.addAll(List.of(1, 2));
      Running<Boolean> joiner =
          Threads.start(
              () -> {
                tasks.join();
                return tasks.isEmpty();
              });
      joiner.awaitAsleep();
      tasks.take();
      tasks.take();
      tasks.taskDone();
      assertThat(tasks.join(50, TimeUnit.MILLISECONDS)).as("one is not done").isFalse();
      assertThat(joiner.task().isDone()).isFalse();
      tasks.taskDone();
      assertThat(joiner.result()).isTrue();
      assertThat(tasks.join(0, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(tasks::taskDone).isInstanceOf(IllegalStateException.class);
    }
  }

  /** Of a queue, while others may be there too. */
  private static List<Path> files(SharedObject queue) {
    Path path = queue.block().path();
    if (!Files.exists(path.getParent())) {
      return List.of();
    }
    try (var all = Files.list(path.getParent())) {
      return all.filter(
              file ->
                  file.equals(path)
                      || file.getFileName().toString().startsWith(path.getFileName() + "-"))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  record Point(int x, int y) {}

  record Client(ServerSocket connection) {}

  record Config(Client client) {}
}
