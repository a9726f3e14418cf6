package io.procpool.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random graphs arrive as they were, and as Java serialization brings them: each object of the same
 * class, with the same parts, and one object where one was.
 *
 * <p>What Java serialization loses (a record that holds itself has null in its place) may be
 * refused.
 */
class RandomGraphsTest {

  private static final int GRAPHS_PER_SEED = 2_500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void tenThousandGraphsArriveAsTheyWere(long seed) throws Exception {
    ValueCodec writer = new ValueCodec(getClass().getClassLoader());
    ValueCodec reader = new ValueCodec(getClass().getClassLoader());
    int refused = 0;
    for (int i = 0; i < GRAPHS_PER_SEED; i++) {
      Object graph = new RandomGraph(seed * 1_000_003 + i).next();
      String before = Dump.of(graph);
      boolean isLostByJava = !Dump.of(byJavaSerialization(graph)).equals(before);
      try {
        Object back = RoundTrip.of(graph, writer, reader);
        assertThat(Dump.of(back)).as("seed %d, graph %d", seed, i).isEqualTo(before);
      } catch (CodecException e) {
        if (!isLostByJava) {
          fail("seed " + seed + ", graph " + i + ": " + before, e);
        }
        assertThat(e).hasMessageContaining("reference back to itself");
        refused++;
      }
    }
    assertThat(refused).isLessThan(GRAPHS_PER_SEED / 10);
  }

  private static Object byJavaSerialization(Object graph) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(graph);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
