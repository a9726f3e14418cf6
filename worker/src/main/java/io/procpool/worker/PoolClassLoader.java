package io.procpool.worker;

import io.procpool.protocol.ClassAnswer;
import io.procpool.protocol.ClassQuestion;
import io.procpool.protocol.ClassQuestion.Kind;
import io.procpool.protocol.Frame;
import io.procpool.protocol.LoaderNumber;
import io.procpool.protocol.PayloadReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Stands in this worker for a class loader of the pool's JVM: what the class path does not give is
 * asked for over the link.
 *
 * <pre>
 *   the system's number   class path, then the pool
 *   any other             the JDK and procpool itself, then the pool, then the class path;
 *                         where the pool says that it is on the class path, it comes from there
 * </pre>
 *
 * <p>Nothing that is not found is remembered: the pool may have it later. On any thread of a task.
 */
final class PoolClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** What both JVMs agree on, and what this one runs with. */
  private static final List<String> OURS =
      List.of(
          "io.procpool.task.",
          "io.procpool.protocol.",
          "io.procpool.codec.",
          "io.procpool.worker.",
          "com.esotericsoftware.kryo.kryo5.");

  private final long number;
  private final ClassLink link;

  PoolClassLoader(long number, ClassLink link) {
    super(getSystemClassLoader()); // no name: each line of a stack would begin with it
    this.number = number;
    this.link = link;
  }

  // ---- classes

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isOurs(name)) {
      return getSystemClassLoader().loadClass(name);
    }
    if (number == LoaderNumber.SYSTEM) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? fromJdkOrPool(name) : loaded;
    }
  }

  /** The class path has been looked at. */
  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Frame answer = ask(Kind.CLASS_BYTES, name);
    return switch (kindOf(answer)) {
      case FOUND -> define(name, answer);
      case REFUSED -> throw new LinkageError(reasonOf(answer));
      case NOT_FOUND, ON_CLASS_PATH -> throw new ClassNotFoundException(name);
    };
  }

  private Class<?> fromJdkOrPool(String name) throws ClassNotFoundException {
    Class<?> ofTheJdk = fromJdk(name);
    return ofTheJdk == null ? fromPool(name) : ofTheJdk;
  }

  private static Class<?> fromJdk(String name) {
    try {
      return getPlatformClassLoader().loadClass(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private Class<?> fromPool(String name) throws ClassNotFoundException {
    Frame answer = ask(Kind.CLASS, name);
    return switch (kindOf(answer)) {
      case FOUND -> define(name, answer);
      case ON_CLASS_PATH -> super.loadClass(name, false); // which asks again if it is not
      case NOT_FOUND -> getSystemClassLoader().loadClass(name);
      case REFUSED -> throw new LinkageError(reasonOf(answer));
    };
  }

  private Class<?> define(String name, Frame answer) {
    int length = answer.length() - ClassAnswer.BYTES_AT;
    return defineClass(name, answer.payload(), ClassAnswer.BYTES_AT, length);
  }

  private static boolean isOurs(String name) {
    for (String prefix : OURS) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  // ---- resources

  @Override
  public URL getResource(String name) {
    URL fromPath = number == LoaderNumber.SYSTEM ? getParent().getResource(name) : null;
    URL found = fromPath == null ? findResource(name) : fromPath;
    return found == null && number != LoaderNumber.SYSTEM ? getParent().getResource(name) : found;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> first = inOrder(name, true);
    return first.hasMoreElements() ? first : inOrder(name, false);
  }

  private Enumeration<URL> inOrder(String name, boolean first) throws IOException {
    return first == (number == LoaderNumber.SYSTEM)
        ? getParent().getResources(name)
        : findResources(name);
  }

  /** Asked of the pool. One that cannot be had says so when it is read. */
  @Override
  protected URL findResource(String name) {
    Frame answer = ask(Kind.RESOURCE, name);
    return switch (kindOf(answer)) {
      case FOUND -> PoolResource.url(this, name, 0, ClassAnswer.rest(answer));
      case REFUSED -> PoolResource.unreadable(this, name, reasonOf(answer));
      case NOT_FOUND, ON_CLASS_PATH -> null;
    };
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    Frame answer = ask(Kind.RESOURCES, name);
    return switch (kindOf(answer)) {
      case FOUND -> Collections.enumeration(PoolResource.urls(this, name, answer));
      case REFUSED -> throw new IOException(reasonOf(answer));
      case NOT_FOUND, ON_CLASS_PATH -> Collections.emptyEnumeration();
    };
  }

  /** Not that of the superclass, which would hide why a resource cannot be read. */
  @Override
  public InputStream getResourceAsStream(String name) {
    URL url = getResource(name);
    try {
      return url == null ? null : url.openStream();
    } catch (IOException e) {
      return new PoolResource.Unreadable(e);
    }
  }

  @Override
  public String toString() {
    return "the pool's class loader " + number;
  }

  // ---- the pool

  private Frame ask(Kind kind, String name) {
    return ClassQuestion.isAskable(kind, name)
        ? link.ask(new ClassQuestion(number, kind, name))
        : null;
  }

  private static ClassAnswer kindOf(Frame answer) {
    return answer == null ? ClassAnswer.NOT_FOUND : ClassAnswer.of(answer);
  }

  private static String reasonOf(Frame answer) {
    PayloadReader reason = ClassAnswer.rest(answer);
    return reason.readText();
  }
}
