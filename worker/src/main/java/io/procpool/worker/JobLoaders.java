package io.procpool.worker;

import io.procpool.codec.CodecRules;
import io.procpool.protocol.LoaderNumber;
import java.util.HashMap;
import java.util.Map;

/**
 * The loaders of this worker's jobs, by their numbers: classes and their statics are shared by the
 * jobs of one loader, and unknown to those of another. The main thread's own.
 */
final class JobLoaders {

  private final ClassLink link;
  private final Map<Long, JobLoader> loaders = new HashMap<>();
  private CodecRules rules = CodecRules.NONE;

  JobLoaders(ClassLink link) {
    this.link = link;
  }

  JobLoader get(long number) {
    JobLoader loader = loaders.get(number);
    if (loader == null) {
      ClassLoader classes =
          number == LoaderNumber.CLASS_PATH_ALONE
              ? ClassLoader.getSystemClassLoader()
              : new PoolClassLoader(number, link);
      loader = new JobLoader(classes, rules.codec(classes).linkingLate());
      loaders.put(number, loader);
    }
    return loader;
  }

  /** From now on values are coded by these rules; classes that are loaded stay. */
  void setUp(CodecRules asked) {
    rules = asked;
    loaders.replaceAll(
        (number, loader) ->
            new JobLoader(loader.classes(), rules.codec(loader.classes()).linkingLate()));
  }

  /** No job will use it any more. */
  void forget(long number) {
    loaders.remove(number);
  }
}
