package io.procpool.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The charset of the standard streams: the locale's, but for a locale that knows only ASCII, as in
 * most containers, UTF-8, which is the same where the text is ASCII and loses nothing where it is
 * not.
 */
final class TerminalCharset {

  private TerminalCharset() {}

  static Charset get() {
    Charset ofLocale = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return ofLocale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : ofLocale;
  }
}
