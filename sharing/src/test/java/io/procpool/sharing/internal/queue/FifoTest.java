package io.procpool.sharing.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.sharing.internal.memory.Block;
import io.procpool.sharing.internal.memory.Parts;
import io.procpool.sharing.internal.memory.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody leaves who is killed at the worst moment, and numbers that begin anew. */
class FifoTest {

  private static final int MANY = 40_000;
  private static final int LAST_AT = (1 << 28) - 1;

  private Block block;
  private Parts parts;
  private Fifo fifo;

  @BeforeEach
  void make() throws Exception {
    block = Block.create(Fifo.LENGTH);
    parts = new Parts(block);
    Fifo.begin(block, Fifo.UNBOUNDED);
    fifo = new Fifo(block);
  }

  @AfterEach
  void close() {
    block.close();
    fifo.close();
    fifo.release();
    block.remove();
  }

  @Test
  void whoDiedAsHeCopiedAnItemIsFollowed() throws Exception {
    put("first");
    Mark puts = new Marks(block).puts();
    new Ring(0, parts.open("ring0")).put(puts.at(), entry("half an it"));
    dieAt(Fifo.INTAKE_AT);
    put("second");
    assertThat(fifo.size()).isEqualTo(2);
    assertThat(List.of(take(), take())).containsExactly("first", "second");
    assertThat(fifo.poll()).isNull();
  }

  @Test
  void whoDiedAsHeMadeARingIsFollowed() throws Exception {
    parts.create("ring1", Ring.length(0)).put(0, (byte) 7);
    new Marks(block).setEnd(0, 8);
    dieAt(Fifo.INTAKE_AT);
    for (int i = 0; i < MANY; i++) {
      put("item " + i);
    }
    assertThat(new Marks(block).puts().ring()).isPositive();
    for (int i = 0; i < MANY; i++) {
      assertThat(take()).isEqualTo("item " + i);
    }
  }

  @Test
  void whoDiedBeforeHeMovedTheMarkOfTakesHasTakenNothing() throws Exception {
    put("first");
    dieAt(Fifo.OUTLET_AT);
    assertThat(take()).isEqualTo("first");
    assertThat(fifo.poll()).isNull();
  }

  @Test
  void whoDiedAsHeLeftARingIsFollowed() throws Exception {
    for (int i = 0; i < MANY; i++) {
      put("item " + i);
    }
    Marks marks = new Marks(block);
    while (marks.takes().at() != marks.end(0)) {
      fifo.poll();
    }
    int taken = marks.takes().count();
    parts.remove("ring0");
    dieAt(Fifo.OUTLET_AT);
    for (int i = taken; i < MANY; i++) {
      assertThat(take()).isEqualTo("item " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"-3, 0", "5, " + LAST_AT, Integer.MAX_VALUE + ", " + (LAST_AT - 7), "-1, " + LAST_AT})
  void numbersBeginAnew(int count, int at) {
    Mark mark = new Mark(count, 0, at);
    assertThat(Mark.of(mark.word())).isEqualTo(mark);
    Marks marks = new Marks(block);
    marks.setPuts(mark);
    marks.setTakes(mark);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 50; i++) {
        put("item " + i);
        assertThat(fifo.size()).isEqualTo(i + 1);
      }
      assertThat(fifo.look(2)).hasSize(2);
      for (int i = 0; i < 50; i++) {
        assertThat(take()).isEqualTo("item " + i);
      }
      assertThat(fifo.poll()).isNull();
    }
  }

  /** The life of a process that has ended is in the guard. */
  private void dieAt(int guard) throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Words.LONGS.setVolatile(block.bytes(), guard, process.pid() << Integer.SIZE | 4);
  }

  private void put(String text) {
    assertThat(fifo.offer(entry(text).bytes(), text.length())).isTrue();
  }

  private String take() {
    return new String(fifo.poll(), StandardCharsets.US_ASCII);
  }

  private static Entry entry(String text) {
    return new Entry(text.getBytes(StandardCharsets.US_ASCII), text.length(), false);
  }
}
