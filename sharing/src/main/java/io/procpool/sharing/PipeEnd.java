package io.procpool.sharing;

import io.procpool.codec.CodecRules;
import io.procpool.sharing.internal.wires.End;
import io.procpool.sharing.internal.wires.Ticket;
import io.procpool.sharing.internal.wires.Token;
import io.procpool.sharing.internal.wires.Until;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/** A connection's end: objects above, messages of bytes below. */
final class PipeEnd implements Connection, Serializable {

  private static final long serialVersionUID = 1L;

  private final transient End end;
  private final transient boolean isReadable;
  private final transient boolean isWritable;
  private final transient ValuesOut valuesOut;
  private final transient ValuesIn valuesIn;
  private final transient CodecRules rules;

  PipeEnd(End end, boolean isReadable, boolean isWritable) {
    this(end, isReadable, isWritable, CodecRules.NONE);
  }

  /**
   * @param rules of the objects that are received and sent
   */
  PipeEnd(End end, boolean isReadable, boolean isWritable, CodecRules rules) {
    this.end = end;
    this.isReadable = isReadable;
    this.isWritable = isWritable;
    this.rules = rules;
    this.valuesOut = new ValuesOut(rules);
    this.valuesIn = new ValuesIn(rules);
  }

  @Override
  public void send(Object value) throws IOException {
    requireWritable();
    valuesOut.send(value, end);
  }

  @Override
  public Object receive() throws IOException {
    return valuesIn.decode(receiveBytes());
  }

  @Override
  public boolean poll(Duration limit) throws IOException {
    requireReadable();
    return end.poll(Until.in(Deadline.nanos(limit)));
  }

  @Override
  public void sendBytes(byte[] bytes, int offset, int size) throws IOException {
    Objects.checkFromIndexSize(offset, size, bytes.length);
    requireWritable();
    end.send(bytes, offset, size);
  }

  @Override
  public byte[] receiveBytes(int maxLength) throws IOException {
    if (maxLength < 0) {
      throw new IllegalArgumentException("maxLength must be 0 or more, was " + maxLength);
    }
    requireReadable();
    try {
      return end.receive(maxLength);
    } catch (EOFException e) {
      valuesOut.onOtherEnd();
      throw e;
    }
  }

  @Override
  public boolean isReadable() {
    return isReadable;
  }

  @Override
  public boolean isWritable() {
    return isWritable;
  }

  @Override
  public boolean isClosed() {
    return !end.isHere();
  }

  @Override
  public void close() throws IOException {
    end.close();
  }

  End end() {
    return end;
  }

  private void requireReadable() throws IOException {
    if (!isReadable) {
      throw new IOException("This end of the pipe only sends.");
    }
  }

  private void requireWritable() throws IOException {
    if (!isWritable) {
      throw new IOException("This end of the pipe only receives.");
    }
  }

  /** It moves to whoever reads what is written here. */
  private Object writeReplace() throws ObjectStreamException {
    if (!rules.areNone()) {
      throw new NotSerializableException(
          "a connection with rules for its objects, which another process would not keep");
    }
    try {
      return Way.of(end.depart(), isReadable, isWritable);
    } catch (IOException e) {
      InvalidObjectException failure = new InvalidObjectException(e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("it is not written so");
  }

  /**
   * What an end is between two processes.
   *
   * @param home where a process knows where the other end is
   * @param token good once
   * @param isReadable as of the end
   * @param isWritable as of the end
   */
  private record Way(String home, Token token, boolean isReadable, boolean isWritable)
      implements Serializable {

    static Way of(Ticket ticket, boolean isReadable, boolean isWritable) {
      return new Way(ticket.home(), ticket.token(), isReadable, isWritable);
    }

    private Object readResolve() {
      return new PipeEnd(End.of(new Ticket(home, token)), isReadable, isWritable);
    }
  }
}
