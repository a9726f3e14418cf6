package io.procpool.worker;

import io.procpool.protocol.ClassAnswer;
import io.procpool.protocol.Frame;
import io.procpool.protocol.PayloadReader;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource that came over the link: {@code procpool:/} and its name, with a number behind it if
 * several have that name. The bytes came with the answer, and are kept as long as the URL is.
 */
final class PoolResource extends URLStreamHandler {

  private static final String PROTOCOL = "procpool";

  private final ClassLoader loader;
  private final String file;
  private final PayloadReader bytes;

  /** Why there are no bytes; {@code null} if there are. */
  private final String reason;

  private PoolResource(ClassLoader loader, String file, PayloadReader bytes, String reason) {
    this.loader = loader;
    this.file = file;
    this.bytes = bytes;
    this.reason = reason;
  }

  static URL url(ClassLoader loader, String name, int place, PayloadReader bytes) {
    return url(new PoolResource(loader, fileOf(name, place), bytes, null));
  }

  static URL unreadable(ClassLoader loader, String name, String reason) {
    return url(new PoolResource(loader, fileOf(name, 0), null, reason));
  }

  static List<URL> urls(ClassLoader loader, String name, Frame answer) {
    List<URL> urls = new ArrayList<>();
    for (PayloadReader rest = ClassAnswer.rest(answer); rest.remaining() > 0; ) {
      urls.add(url(loader, name, urls.size(), rest.slice(rest.readInt())));
    }
    return urls;
  }

  private static String fileOf(String name, int place) {
    return "/" + name + (place == 0 ? "" : "?" + place);
  }

  private static URL url(PoolResource resource) {
    try {
      return new URL(PROTOCOL, "", -1, resource.file, resource);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e); // it has its handler
    }
  }

  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    return url.getFile().equals(file) ? new Connection(url) : relative(url);
  }

  /** A URL that was made from this one, such as of a stylesheet that another one names. */
  private URLConnection relative(URL url) throws IOException {
    URL other = loader.getResource(url.getPath().substring(1));
    if (other == null) {
      throw new FileNotFoundException(url.toString());
    }
    return other.openConnection();
  }

  private final class Connection extends URLConnection {

    Connection(URL url) {
      super(url);
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public long getContentLengthLong() {
      return reason == null ? bytes.remaining() : -1;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      if (reason != null) {
        throw new IOException(reason);
      }
      return new ByteArrayInputStream(bytes.bytes(), bytes.position(), bytes.remaining());
    }
  }

  /** In place of a stream that cannot be opened, where there is no exception to say why. */
  static final class Unreadable extends InputStream {

    private final IOException cause;

    Unreadable(IOException cause) {
      this.cause = cause;
    }

    @Override
    public int read() throws IOException {
      throw new IOException(cause.getMessage(), cause);
    }
  }
}
