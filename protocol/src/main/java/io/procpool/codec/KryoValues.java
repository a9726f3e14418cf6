package io.procpool.codec;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.KryoBufferUnderflowException;
import com.esotericsoftware.kryo.kryo5.minlog.Log;
import com.esotericsoftware.kryo.kryo5.util.Util;
import io.procpool.protocol.AnnexWriter;
import io.procpool.protocol.PayloadReader;
import io.procpool.protocol.PayloadWriter;
import java.util.List;

/**
 * Objects by Kryo, set up so that no JVM flag is needed. A graph that is too deep for the caller's
 * stack is written or read once more on a thread of its own.
 */
final class KryoValues {

  private static final String UNSAFE = "kryo.unsafe";

  /** A stack that is full at a smaller depth was filled by somebody else. */
  private static final int LEAST_DEPTH = 20;

  static {
    Log.NONE(); // minlog would print to System.out
    if (System.getProperty(UNSAFE) == null) {
      System.setProperty(UNSAFE, "false"); // from Java 24 on, Kryo's Unsafe prints warnings
      boolean isRead = Util.unsafe;
      System.clearProperty(UNSAFE); // a Kryo of the caller's own may want it
      assert !isRead;
    }
  }

  static final String DIFFERS = ": the two JVMs have different versions of a class in it";

  private final ClassLoader loader;
  private final Lambdas lambdas;
  private final KryoSetup setup;
  private final Input input = new Input();
  private final GraphOutput output = new GraphOutput();
  private PlainKryo kryo;

  /** Whether the last graph was too deep elsewhere; the next ones probably are. */
  private boolean isDeep;

  KryoValues(ClassLoader loader, Lambdas lambdas, KryoSetup setup) {
    this.loader = loader;
    this.lambdas = lambdas;
    this.setup = setup;
    kryo = new PlainKryo(loader, lambdas, setup);
  }

  void put(Object value, PayloadWriter out) {
    int start = out.size();
    AnnexWriter annex = out.annex();
    long annexed = annex == null ? 0 : annex.size();
    try {
      if (!isDeep) {
        putWithin(DeepThread.DEPTH_ELSEWHERE, value, out);
        return;
      }
    } catch (TooDeep | StackOverflowError e) {
      rethrowUnlessDeep(e);
      out.truncate(start);
      if (annex != null) {
        annex.truncate(annexed); // its arrays are written once more
      }
      beginAnew();
    }
    onDeepThread(
        () -> {
          putWithin(Integer.MAX_VALUE, value, out);
          return null;
        });
  }

  Object get(PayloadReader in) {
    int start = in.position();
    try {
      if (!isDeep) {
        return getWithin(DeepThread.DEPTH_ELSEWHERE, in);
      }
    } catch (TooDeep | StackOverflowError e) {
      rethrowUnlessDeep(e);
      assert in.position() == start;
      beginAnew();
    }
    return onDeepThread(() -> getWithin(Integer.MAX_VALUE, in));
  }

  /** The objects on the way to the one that could not be written last, it first. */
  List<Object> trace() {
    return kryo.trace();
  }

  private void putWithin(int depth, Object value, PayloadWriter out) {
    output.begin(out);
    kryo.trace().clear();
    kryo.setDepthLimit(depth);
    try {
      kryo.writeClassAndObject(output, value);
      output.end();
    } finally {
      output.release();
      kryo.reset();
    }
  }

  private Object getWithin(int depth, PayloadReader in) {
    kryo.setDepthLimit(depth);
    try {
      input.setBuffer(in.bytes(), in.position(), in.remaining());
      kryo.setAnnex(in.annex());
      Object value = kryo.readClassAndObject(input);
      in.skip(input.position() - in.position());
      return value;
    } catch (KryoException e) {
      if (Reasons.rootOf(e) instanceof KryoBufferUnderflowException) {
        throw new KryoException("its bytes end inside " + kryo.lastRead() + DIFFERS, e);
      }
      throw e;
    } finally {
      kryo.reset();
      kryo.setAnnex(null);
      input.setBuffer(new byte[0]);
    }
  }

  private void rethrowUnlessDeep(Error e) {
    if (e instanceof StackOverflowError && kryo.deepest() < LEAST_DEPTH) {
      throw e;
    }
  }

  private <T> T onDeepThread(DeepThread.Work<T> work) {
    try {
      T done = DeepThread.call(work);
      isDeep = kryo.deepest() >= DeepThread.DEPTH_ELSEWHERE;
      return done;
    } catch (RuntimeException | Error e) {
      isDeep = false;
      if (e instanceof StackOverflowError) {
        beginAnew();
      }
      throw e;
    }
  }

  /**
   * A stack that was full may have left it in pieces, and a read that was broken off its remains.
   */
  private void beginAnew() {
    kryo = new PlainKryo(loader, lambdas, setup);
  }
}
