package io.procpool.protocol;

import java.nio.charset.StandardCharsets;

/** Bytes of unknown origin, made fit for an error message. */
final class Printable {

  private Printable() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      text.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : c == '\n' ? "\\n" : "?");
    }
    return text.append('"').toString();
  }
}
