package io.procpool.internal.dispatch;

import io.procpool.codec.CodecRules;
import io.procpool.protocol.LoaderNumber;
import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.WeakReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The class loaders that a pool's jobs use, each with its number. Held weakly, but for those that
 * procpool itself came from, which live as long as it does.
 *
 * <p>A loader whose classes have changed in place, as JShell's do, gets another number: workers
 * keep what they have loaded.
 *
 * <p>Guarded by its own lock, for callers on any thread come here; no class is loaded under it.
 */
final class JobLoaders {

  private final boolean areSent;
  private final CodecRules rules;
  private final ClassFiles files;
  private final Set<Path> workersClassPath = new HashSet<>();

  /** Guarded by this, as all below is: there is nobody to tell before there is a pool. */
  private LongConsumer onUnused = number -> {};

  private final Map<LoaderKey, Known> byLoader = new HashMap<>();
  private final Map<Long, Known> byNumber = new HashMap<>();
  private long lastNumber = LoaderNumber.FIRST_OTHER - 1;
  private boolean isClosed;

  /**
   * @param settings whether workers may ask for classes, and how values are coded
   */
  JobLoaders(PoolSettings.Classes settings, ClassFiles files, List<Path> workersClassPath) {
    this.areSent = settings.areSent();
    this.rules = settings.rules();
    this.files = files;
    for (Path entry : workersClassPath) {
      this.workersClassPath.add(normal(entry));
    }
  }

  /**
   * @param receiver is told the numbers of loaders that no job can use any more, on any thread;
   *     does not hold the pool, which may be forgotten
   */
  synchronized void tellUnused(LongConsumer receiver) {
    onUnused = receiver;
  }

  /** The loader of a function's job. */
  JobLoader of(Object function) {
    ClassLoader classes = classesOf(function);
    Known known = known(classes);
    if (known.sent.hasChanged(classes, files)) {
      supersede(known);
      known = known(classes);
    }
    return known.use(classes, rules);
  }

  /**
   * The thread's own loader, as everywhere in Java, if it finds the function's classes as the very
   * same; else the first that one of these came from and that does; else that of the last, which
   * the caller is nearest to.
   */
  private static ClassLoader classesOf(Object function) {
    Set<Class<?>> types = FunctionClasses.of(function);
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    if (ofThread != null && findsAll(ofThread, types)) {
      return ofThread;
    }
    ClassLoader last = ClassLoader.getSystemClassLoader();
    for (Class<?> type : types) {
      last = type.getClassLoader();
      if (findsAll(last, types)) {
        return last;
      }
    }
    return last;
  }

  private static boolean findsAll(ClassLoader loader, Set<Class<?>> types) {
    for (Class<?> type : types) {
      if (!finds(loader, type)) {
        return false;
      }
    }
    return true;
  }

  private static boolean finds(ClassLoader loader, Class<?> type) {
    try {
      return loader == type.getClassLoader()
          || Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return false; // it may have been closed
    }
  }

  /** A loader by its number; {@code null} if there is none any more. */
  JobLoader byNumber(long number) {
    Known known = withNumber(number);
    ClassLoader classes = known == null ? null : known.key.get();
    return classes == null ? null : known.use(classes, rules);
  }

  /** Workers were sent a class of a loader: whether it changes is looked at from now on. */
  void onSent(JobLoader loader, Class<?> type, byte[] bytes) {
    Known known = withNumber(loader.number);
    if (known != null && files.mayChange(type)) {
      known.sent.add(type.getName(), bytes);
    }
  }

  /** The pool is closed: nobody needs to know any more what is not used. */
  void close() {
    List<Known> all;
    synchronized (this) {
      isClosed = true;
      all = new ArrayList<>(byLoader.values());
    }
    all.forEach(known -> known.cleanable.clean());
  }

  private synchronized Known withNumber(long number) {
    return number == LoaderNumber.SYSTEM
        ? known(ClassLoader.getSystemClassLoader())
        : byNumber.get(number);
  }

  private synchronized Known known(ClassLoader classes) {
    Known known = byLoader.get(new LoaderKey(classes));
    return known == null ? add(classes) : known;
  }

  private Known add(ClassLoader classes) {
    long number = numberFor(classes);
    Known known = new Known(number, new LoaderKey(classes), isOurs(classes));
    byLoader.put(known.key, known);
    byNumber.put(number, known);
    known.cleanable = Forgotten.cleaner().register(classes, new Unused(this, known));
    return known;
  }

  private long numberFor(ClassLoader classes) {
    if (!areSent) {
      return LoaderNumber.CLASS_PATH_ALONE;
    }
    return isOfClassPath(classes) ? LoaderNumber.SYSTEM : ++lastNumber;
  }

  /** The system's loader, those above it, and one that adds nothing to what workers have. */
  private boolean isOfClassPath(ClassLoader classes) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    return isOrAbove(classes, system)
        || classes.getClass() == URLClassLoader.class
            && isOrAbove(classes.getParent(), system)
            && List.of(((URLClassLoader) classes).getURLs()).stream().allMatch(this::workersHave);
  }

  private boolean workersHave(URL url) {
    try {
      return workersClassPath.contains(normal(Path.of(url.toURI())));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return false;
    }
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static boolean isOurs(ClassLoader classes) {
    return isOrAbove(classes, JobLoaders.class.getClassLoader());
  }

  private static boolean isOrAbove(ClassLoader loader, ClassLoader other) {
    for (ClassLoader at = other; at != null; at = at.getParent()) {
      if (at == loader) {
        return true;
      }
    }
    return loader == null;
  }

  /** Jobs that run go on with the number they have; those to come get another. */
  private void supersede(Known known) {
    Cleanable cleanable;
    synchronized (this) {
      if (!byLoader.remove(known.key, known)) {
        return; // another caller was faster
      }
      cleanable = known.cleanable;
    }
    known.onSuperseded(cleanable, new Unused(this, known));
  }

  private synchronized void forget(Known known) {
    byLoader.remove(known.key, known);
    byNumber.remove(known.number, known);
    if (!isClosed && known.number >= LoaderNumber.FIRST_OTHER) {
      onUnused.accept(known.number);
    }
  }

  /** A loader that has been used. */
  private static final class Known {

    final long number;
    final LoaderKey key;
    final SentClasses sent = new SentClasses();
    private final boolean isKept;
    private Cleanable cleanable;

    /** Guarded by this: what jobs hold, and who else may, so that there is one of it. */
    private WeakReference<JobLoader> used = new WeakReference<>(null);

    /** Of a loader that lives as long as procpool. */
    private JobLoader kept;

    Known(long number, LoaderKey key, boolean isKept) {
      this.number = number;
      this.key = key;
      this.isKept = isKept;
    }

    synchronized JobLoader use(ClassLoader classes, CodecRules rules) {
      JobLoader loader = used.get();
      if (loader == null) {
        loader = new JobLoader(number, classes, rules);
        used = new WeakReference<>(loader);
        kept = isKept ? loader : null;
      }
      return loader;
    }

    /** It is unused when no job uses it, and not when its classes are gone. */
    synchronized void onSuperseded(Cleanable ofClasses, Unused unused) {
      JobLoader loader = used.get();
      kept = null;
      if (loader == null) {
        ofClasses.clean();
      } else {
        cleanable = Forgotten.cleaner().register(loader, unused);
      }
    }
  }

  /** Holds the pool weakly, for a loader may live longer. */
  private static final class Unused implements Runnable {

    private final WeakReference<JobLoaders> loaders;
    private final WeakReference<Known> known;

    Unused(JobLoaders loaders, Known known) {
      this.loaders = new WeakReference<>(loaders);
      this.known = new WeakReference<>(known);
    }

    @Override
    public void run() {
      JobLoaders all = loaders.get();
      Known unused = known.get();
      if (all != null && unused != null) {
        all.forget(unused);
      }
    }
  }

  /** Finds a loader again as long as it is there. */
  private static final class LoaderKey extends WeakReference<ClassLoader> {

    private final int hash;

    LoaderKey(ClassLoader loader) {
      super(loader);
      hash = System.identityHashCode(loader);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof LoaderKey key && get() != null && get() == key.get();
    }
  }
}
