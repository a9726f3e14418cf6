package io.procpool.sharing.internal.wires;

import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What proves that somebody was sent an end.
 *
 * @param hex of 16 random bytes
 */
public record Token(String hex) implements Serializable {

  static final int LENGTH = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  static Token random() {
    return of(randomBytes(LENGTH));
  }

  static Token of(byte[] bytes) {
    return new Token(HexFormat.of().formatHex(bytes));
  }

  static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Whoever logs it gives it away. */
  @Override
  public String toString() {
    return "a token";
  }
}
