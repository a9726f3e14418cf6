package io.procpool.codec;

import io.procpool.protocol.PayloadWriter;
import io.procpool.task.RemoteException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The throwables that hang together with one, each written on its own, by its number. */
final class ThrowablesOut {

  private static final int MAX_MESSAGE_LENGTH = 64 * 1024;
  private static final int MAX_FRAMES = 1024;
  private static final StackTraceElement[] NO_FRAMES = {};

  private final List<Throwable> throwables = new ArrayList<>();
  private final Map<Throwable, Integer> numbers = new IdentityHashMap<>();
  private final PayloadWriter written = new PayloadWriter(1024);
  private int left = ThrowableForm.MAX_LENGTH / 2;
  private int leftForTexts = ThrowableForm.MAX_LENGTH / 2;

  /** Stands for those that are not sent. */
  private final RemoteException tooMany =
      new RemoteException("more than " + ThrowableForm.MAX_THROWABLES + " throwables", null, null);

  private final boolean areThemselves;
  private boolean isHostile;
  private boolean isValueWanted;

  /**
   * @param areThemselves whether they are written themselves where they can, and not as text alone
   */
  ThrowablesOut(Throwable first, boolean areThemselves) {
    this.areThemselves = areThemselves;
    tooMany.setStackTrace(NO_FRAMES);
    numberOf(first);
  }

  void encode() {
    for (int i = 0; i < throwables.size(); i++) { // more of them come up as it goes
      encode(throwables.get(i), i == 0);
    }
  }

  /** Whether the first one might travel in another way: something in it is not serializable. */
  boolean isValueWanted() {
    return isValueWanted;
  }

  void put(PayloadWriter out) {
    out.writeInt(throwables.size());
    out.write(written.bytes(), 0, written.size());
  }

  private void encode(Throwable throwable, boolean isFirst) {
    isHostile = false;
    int start = written.size();
    written.writeText(throwable.getClass().getName());
    putText(messageOf(throwable));
    putFrames(framesOf(throwable));
    written.writeInt(numberOf(causeOf(throwable)));
    putSuppressed(throwable.getSuppressed());
    leftForTexts -= written.size() - start;
    int lengthAt = written.size();
    written.writeInt(0);
    if (areThemselves && !isHostile) { // else it would do to its reader what it has done here
      putItself(throwable, isFirst);
    }
    int length = written.size() - lengthAt - Integer.BYTES;
    written.putInt(lengthAt, length);
    left -= length;
  }

  private void putItself(Throwable throwable, boolean isFirst) {
    int start = written.size();
    try (ObjectOutputStream objects = new Itself(new Limited(written, left), throwable)) {
      objects.writeObject(throwable);
    } catch (IOException | RuntimeException | Error e) {
      written.truncate(start); // its text stands for it
      isValueWanted |= isFirst && e instanceof NotSerializableException;
    }
  }

  /** -1 for none, and for one too many. */
  private int numberOf(Throwable throwable) {
    if (throwable == null) {
      return -1;
    }
    Integer known = numbers.get(throwable);
    if (known != null) {
      return known;
    }
    if (throwables.size() == ThrowableForm.MAX_THROWABLES) {
      return -1;
    }
    throwables.add(throwable);
    numbers.put(throwable, throwables.size() - 1);
    return throwables.size() - 1;
  }

  private void putText(String text) {
    int most = Math.min(MAX_MESSAGE_LENGTH, Math.max(100, leftForTexts / 3)); // bytes of a char
    written.writeText(
        text == null || text.length() <= most ? text : text.substring(0, most) + "...");
  }

  private void putFrames(StackTraceElement[] frames) {
    int countAt = written.size();
    written.writeInt(0);
    int count = 0;
    while (count < Math.min(frames.length, MAX_FRAMES)
        && written.size() - countAt < leftForTexts / 2) {
      StackTraceElement frame = frames[count++];
      written.writeText(frame.getClassName());
      written.writeText(frame.getMethodName());
      written.writeText(frame.getFileName());
      written.writeInt(frame.getLineNumber());
    }
    written.putInt(countAt, count);
  }

  private void putSuppressed(Throwable[] suppressed) {
    int countAt = written.size();
    written.writeInt(0);
    int count = 0;
    for (Throwable each : suppressed) {
      int number = numberOf(each);
      if (number >= 0) {
        written.writeInt(number);
        count++;
      }
    }
    written.putInt(countAt, count);
  }

  private String messageOf(Throwable throwable) {
    try {
      throwable.toString(); // whoever prints it calls it
    } catch (RuntimeException | Error e) {
      isHostile = true;
    }
    try {
      return throwable.getMessage();
    } catch (RuntimeException | Error e) {
      isHostile = true;
      return "(its getMessage() threw " + e.getClass().getName() + ")";
    }
  }

  private Throwable causeOf(Throwable throwable) {
    try {
      Throwable cause = throwable.getCause();
      isHostile |= throwable.getCause() != cause; // whoever prints all its causes does not end
      return cause;
    } catch (RuntimeException | Error e) {
      isHostile = true;
      return null;
    }
  }

  private StackTraceElement[] framesOf(Throwable throwable) {
    try {
      StackTraceElement[] frames = throwable.getStackTrace();
      List.of(frames); // none of them is null
      return frames;
    } catch (RuntimeException | Error e) {
      isHostile = true;
      return NO_FRAMES;
    }
  }

  /** Writes one throwable, and a {@link Handle} for each other that it holds. */
  private final class Itself extends ObjectOutputStream {

    private final Throwable root;
    private boolean isOwnerSent;
    private boolean isBegun;

    Itself(OutputStream out, Throwable root) throws IOException {
      super(out);
      this.root = root;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (!isBegun) {
        isBegun = true;
        isOwnerSent = object != root; // it has replaced itself, and is not there while it is read
        return object;
      }
      if (object instanceof ArrayList<?> list) {
        return withoutThoseTooMany(list);
      }
      if (!(object instanceof Throwable other) || other == root) {
        return object;
      }
      int number = numberOf(other);
      if (number < 0) {
        return tooMany;
      }
      Object owner = isOwnerSent ? null : root;
      isOwnerSent = true;
      return new Handle(owner, number);
    }
  }

  /** What was suppressed, if it is not all sent. */
  private List<?> withoutThoseTooMany(ArrayList<?> list) {
    List<Object> sent = new ArrayList<>(list);
    sent.removeIf(each -> each instanceof Throwable throwable && numberOf(throwable) < 0);
    return sent.size() == list.size() ? list : sent;
  }

  /** So that a throwable that holds all the heap does not take as much again. */
  private static final class Limited extends OutputStream {

    private final PayloadWriter out;
    private final long end;

    Limited(PayloadWriter out, int most) {
      this.out = out;
      end = (long) out.size() + most;
    }

    @Override
    public void write(int value) throws IOException {
      check(1);
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      check(length);
      out.write(bytes, from, length);
    }

    private void check(int length) throws IOException {
      if (out.size() + (long) length > end) {
        throw new IOException("too large");
      }
    }
  }
}
