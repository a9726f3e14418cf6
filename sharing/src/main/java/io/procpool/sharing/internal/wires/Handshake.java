package io.procpool.sharing.internal.wires;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a client and a listener prove to each other that they have the same key, without saying it,
 * and before anything else is read: all that a stranger can send is of a fixed length.
 *
 * <pre>
 *   listener:  | mark 8 | 1 if a key is wanted | challenge 32 |
 *   client:    | mark 8 | challenge 32 | HMAC-SHA-256(key, "client", both challenges) 32 |
 *   listener:  | 1 if it is so | HMAC-SHA-256(key, "listener", both challenges) 32 |
 * </pre>
 *
 * <p>Who is what is part of each proof, so none can be sent back to whom it came from. Where there
 * is no key, the proofs are zeros.
 *
 * @param key empty if there is none
 */
public record Handshake(byte[] key) {

  private static final byte[] MARK = {'p', 'r', 'o', 'c', 'c', 'o', 'n', 1};
  private static final int CHALLENGE = 32;
  private static final int PROOF = 32;
  private static final String ALGORITHM = "HmacSHA256";

  /**
   * The listener's side.
   *
   * @throws RefusedException if the other one has not the key
   */
  void withClient(Line line, Until limit) throws IOException {
    byte[] own = Token.randomBytes(CHALLENGE);
    line.put(join(MARK, new byte[] {hasKey()}, own));
    byte[] said = take(line, MARK.length + CHALLENGE + PROOF, limit);
    byte[] theirs = Arrays.copyOfRange(said, MARK.length, MARK.length + CHALLENGE);
    byte[] proof = Arrays.copyOfRange(said, MARK.length + CHALLENGE, said.length);
    if (!begins(said) || !MessageDigest.isEqual(proof, proof("client", own, theirs))) {
      line.put(new byte[1 + PROOF]);
      throw new RefusedException("A client has not proved that it has the key.");
    }
    line.put(join(new byte[] {1}, proof("listener", own, theirs)));
  }

  /**
   * The client's side.
   *
   * @throws RefusedException if the other one has not the key, or does not want this one
   */
  void withListener(Line line, Until limit) throws IOException {
    byte[] said = take(line, MARK.length + 1 + CHALLENGE, limit);
    if (!begins(said)) {
      throw new RefusedException("What listens there is no listener of procpool.");
    }
    if (said[MARK.length] != hasKey()) {
      throw new RefusedException(
          key.length == 0 ? "The listener wants a key." : "The listener has no key.");
    }
    byte[] theirs = Arrays.copyOfRange(said, MARK.length + 1, said.length);
    byte[] own = Token.randomBytes(CHALLENGE);
    line.put(join(MARK, own, proof("client", theirs, own)));
    byte[] verdict = take(line, 1 + PROOF, limit);
    byte[] proof = Arrays.copyOfRange(verdict, 1, verdict.length);
    if (verdict[0] != 1) {
      throw new RefusedException("The listener has another key.");
    }
    if (!MessageDigest.isEqual(proof, proof("listener", theirs, own))) {
      throw new RefusedException("The listener has not proved that it has the key.");
    }
  }

  private static byte[] take(Line line, int count, Until limit) throws IOException {
    try {
      return line.take(count, limit);
    } catch (EOFException e) {
      throw new RefusedException("The other side has ended the connection.");
    }
  }

  private byte hasKey() {
    return (byte) (key.length == 0 ? 0 : 1);
  }

  private static boolean begins(byte[] said) {
    return Arrays.equals(said, 0, MARK.length, MARK, 0, MARK.length);
  }

  private byte[] proof(String role, byte[] ofListener, byte[] ofClient) {
    if (key.length == 0) {
      return new byte[PROOF];
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(role.getBytes(StandardCharsets.US_ASCII));
      mac.update(ofListener);
      return mac.doFinal(ofClient);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The two have not the same key, or are not of one kind. */
  public static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
