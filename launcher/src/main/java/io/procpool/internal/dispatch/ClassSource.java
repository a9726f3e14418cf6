package io.procpool.internal.dispatch;

import io.procpool.protocol.ClassAnswer;
import io.procpool.protocol.ClassQuestion;
import io.procpool.protocol.PayloadTooLargeException;
import io.procpool.protocol.PayloadWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Enumeration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Answers workers that lack a class or a resource, through the loader of their job. That loader is
 * the user's, and may be slow, hang or throw: it is asked on the threads where user code may run.
 *
 * <pre>
 *   worker -- CLASS_WANTED --> pool thread --> a completions thread --> pool thread -- CLASS_ANSWER --> worker
 *                              routes          asks the loader          routes, or drops if the worker is gone
 * </pre>
 */
final class ClassSource {

  private final JobLoaders loaders;
  private final ClassFiles files;
  private final Executor executor;

  ClassSource(JobLoaders loaders, ClassFiles files, Executor executor) {
    this.loaders = loaders;
    this.files = files;
    this.executor = executor;
  }

  /**
   * On the pool thread.
   *
   * @param receiver takes the answer's payload, on any thread, some time or never
   */
  void ask(ClassQuestion question, Consumer<PayloadWriter> receiver) {
    try {
      executor.execute(() -> receiver.accept(answer(question)));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // no more threads
      receiver.accept(ClassAnswer.refused("the pool has no thread to look for it: " + e));
    }
  }

  private PayloadWriter answer(ClassQuestion question) {
    JobLoader loader = loaders.byNumber(question.loader());
    if (loader == null) {
      return ClassAnswer.NOT_FOUND.begin();
    }
    ClassLoader own = loader.enter();
    try {
      return switch (question.kind()) {
        case CLASS -> classFile(loader, question.name(), false);
        case CLASS_BYTES -> classFile(loader, question.name(), true);
        case RESOURCE -> resource(loader.classes.getResource(question.name()));
        case RESOURCES -> resources(loader.classes.getResources(question.name()));
      };
    } catch (ClassNotFoundException e) {
      return ClassAnswer.NOT_FOUND.begin();
    } catch (PayloadTooLargeException e) {
      return ClassAnswer.refused(question.name() + " is too large for the link: " + e.getMessage());
    } catch (IOException | RuntimeException | Error e) {
      return ClassAnswer.refused(
          question.name() + " cannot be had from " + loader.classes + ", which threw " + e);
    } finally {
      JobLoader.leave(own);
    }
  }

  // ---- classes

  private PayloadWriter classFile(JobLoader loader, String name, boolean inAnyCase)
      throws ClassNotFoundException, IOException {
    Class<?> type = Class.forName(name, false, loader.classes);
    ClassLoader home = type.getClassLoader();
    if (home == null || home == ClassLoader.getPlatformClassLoader()) {
      return ClassAnswer.NOT_FOUND.begin(); // of the JDK, and the worker's JDK has none
    }
    if (home == ClassLoader.getSystemClassLoader() && !inAnyCase) {
      return ClassAnswer.ON_CLASS_PATH.begin();
    }
    byte[] bytes = Proxy.isProxyClass(type) ? null : files.of(type);
    if (bytes == null) {
      return ClassAnswer.refused(noBytes(type));
    }
    loaders.onSent(loader, type, bytes);
    PayloadWriter answer = ClassAnswer.FOUND.begin();
    answer.write(bytes);
    return answer;
  }

  private static String noBytes(Class<?> type) {
    return "the class "
        + type.getName()
        + " is not on the worker's class path, and its loader "
        + type.getClassLoader()
        + (Proxy.isProxyClass(type)
            ? " has made it as a proxy, which has no class file"
            : " does not give its class file: have the loader answer getResourceAsStream for it, or"
                + " give its bytes to ProcessPoolBuilder.classBytes");
  }

  // ---- resources

  private static PayloadWriter resource(URL url) throws IOException {
    if (url == null) {
      return ClassAnswer.NOT_FOUND.begin();
    }
    PayloadWriter answer = ClassAnswer.FOUND.begin();
    append(url, answer);
    return answer;
  }

  private static PayloadWriter resources(Enumeration<URL> urls) throws IOException {
    PayloadWriter answer = ClassAnswer.FOUND.begin();
    while (urls.hasMoreElements()) {
      int lengthAt = answer.size();
      answer.writeInt(0);
      append(urls.nextElement(), answer);
      answer.putInt(lengthAt, answer.size() - lengthAt - Integer.BYTES);
    }
    return answer;
  }

  private static void append(URL url, PayloadWriter answer) throws IOException {
    try (InputStream content = url.openStream()) {
      content.transferTo(answer);
    }
  }
}
