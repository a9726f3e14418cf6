package io.procpool.it.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.ProcessPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand graphs go to a worker and come back as Java serialization would bring them back:
 * each by what it is, and by which of its objects are one.
 */
class RandomGraphsIT {

  private static final int BATCHES = 20;
  private static final int GRAPHS_IN_A_BATCH = 500;
  private static final String SEED = "procpool.test.seed";

  /** A graph, and what Java serialization makes of it. */
  private record Measured(long seed, Object graph, String expected) {

    static Measured of(long seed) {
      Object graph = RandomGraphs.of(seed);
      return new Measured(seed, graph, Dump.of(byJavaSerialization(graph)));
    }
  }

  /** What a worker got, and the same object back. */
  private record Echo(String seen, Object graph) {}

  @Test
  void graphsComeBackAsByJavaSerialization() throws Exception {
    long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextLong());
    Iterator<Measured> graphs =
        LongStream.iterate(seed, next -> next + 1).mapToObj(Measured::of).iterator();
    try (ProcessPool pool = ProcessPool.create(2)) {
      for (int i = 0; i < BATCHES; i++) {
        assertComeBack(pool, Stream.generate(graphs::next).limit(GRAPHS_IN_A_BATCH).toList());
      }
    }
  }

  private static void assertComeBack(ProcessPool pool, List<Measured> batch) throws Exception {
    List<Echo> echoes =
        pool.mapAsync(
                graph -> new Echo(Dump.of(graph), graph),
                batch.stream().map(Measured::graph).toList())
            .get(100, TimeUnit.SECONDS);
    for (int i = 0; i < batch.size(); i++) {
      Measured sent = batch.get(i);
      assertThat(echoes.get(i).seen())
          .as("as an argument; to repeat: -D%s=%d", SEED, sent.seed())
          .isEqualTo(sent.expected());
      assertThat(Dump.of(echoes.get(i).graph()))
          .as("as a result; to repeat: -D%s=%d", SEED, sent.seed())
          .isEqualTo(sent.expected());
    }
  }

  private static Object byJavaSerialization(Object graph) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(graph);
      return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
