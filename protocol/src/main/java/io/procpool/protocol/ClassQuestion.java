package io.procpool.protocol;

/**
 * What a {@link FrameType#CLASS_WANTED} frame carries: a class or a resource that a job's loader in
 * the pool's JVM is asked for.
 *
 * <pre>
 *   | number of the loader 8 | kind 1 | name as text ... |
 * </pre>
 *
 * @param loader its number
 * @param name of a class, as {@code Class.forName} has it, or of a resource
 */
public record ClassQuestion(long loader, Kind kind, String name) {

  /** What is asked. */
  public enum Kind {
    /** A class, unless it is on the class path. */
    CLASS,
    /** A class's bytes in any case. */
    CLASS_BYTES,
    /** The first resource of a name. */
    RESOURCE,
    /** All resources of a name. */
    RESOURCES;

    private static final Kind[] BY_CODE = values();

    boolean isOfClass() {
      return this == CLASS || this == CLASS_BYTES;
    }
  }

  /** No class file can hold a longer name. */
  private static final int MAX_NAME_LENGTH = 65_535;

  /** Whether this can be the name of a class or a resource at all; nothing else may be asked. */
  public static boolean isAskable(Kind kind, String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      return false;
    }
    return kind.isOfClass() ? isClassName(name) : !name.endsWith("/"); // which is a folder
  }

  /** JVMS 4.2.1: every other character may be in a name. */
  private static boolean isClassName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if ("/;[".indexOf(name.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a worker's question.
   *
   * @throws MalformedPayloadException if it is none
   */
  public static ClassQuestion of(Frame wanted) {
    PayloadReader payload = new PayloadReader(wanted.payload(), 0, wanted.length());
    long loader = payload.readLong();
    byte code = payload.readByte();
    if (code < 0 || code >= Kind.BY_CODE.length) {
      throw new MalformedPayloadException("unknown kind of class question " + (code & 0xff));
    }
    Kind kind = Kind.BY_CODE[code];
    String name = payload.readText();
    if (name == null || payload.remaining() > 0 || !isAskable(kind, name)) {
      throw new MalformedPayloadException("a question for what can be neither class nor resource");
    }
    return new ClassQuestion(loader, kind, name);
  }

  public Frame toFrame(long id) {
    PayloadWriter payload = new PayloadWriter(64 + name.length());
    payload.writeLong(loader);
    payload.write((byte) kind.ordinal());
    payload.writeText(name);
    return new Frame(FrameType.CLASS_WANTED, id, payload.bytes(), payload.size());
  }
}
