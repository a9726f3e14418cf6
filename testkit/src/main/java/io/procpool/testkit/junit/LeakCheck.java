package io.procpool.testkit.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails each test, and each test class, that leaves something of procpool behind: a pool that is
 * not closed, a worker or a process that a task has started, a thread of a pool, a file. The
 * failure says what it is, where the pool was made and where the threads are.
 *
 * <pre>{@code
 * @ExtendWith(LeakCheck.class)
 * class IndexTest {
 *
 *   @Test
 *   void findsWords() {
 *     new Index(ProcessPool.create(2)).find("words");   // fails: procpool-1 was not closed
 *   }
 * }
 * }</pre>
 *
 * <p>{@link WithPool} and {@link PoolExtension} check by themselves. For all tests of a module,
 * name this class in {@code META-INF/services/org.junit.jupiter.api.extension.Extension}, and set
 * {@code junit.jupiter.extensions.autodetection.enabled=true}.
 *
 * <p>What is left is removed, as far as that can be, so that the test behind it is not blamed:
 * pools are terminated, processes killed, threads interrupted, files deleted. What was there before
 * a test is not its leak: a pool of its class, or of the whole application, stays, and may change
 * its workers meanwhile; as long as there is one, files are not looked at.
 *
 * <p>Of tests that run at once in one JVM, each could be blamed for another's pool. Those that are
 * checked should share a lock: {@code @ResourceLock(LeakCheck.LOCK)}.
 *
 * <p>Orphans, and environments, can be seen where there is a {@code /proc}; elsewhere the processes
 * below this JVM are all.
 */
public final class LeakCheck
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  /**
   * Configuration parameter: how long remains may take to go, in milliseconds; 10000 by default.
   */
  public static final String LIMIT_MILLIS = "procpool.leakcheck.limit.millis";

  /**
   * Configuration parameter, for tests that start programs which have pools: the name of an
   * environment variable that the JVM of the tests has, and nobody else has with this value. Then
   * all of a test's processes count that have it too, or that are below this JVM, and the files of
   * all of them; and those of pools whose process is gone, for nobody can say any more whose it
   * was.
   */
  public static final String FAMILY = "procpool.leakcheck.family";

  /** The resource that tests share which may not run at once: see {@code @ResourceLock}. */
  public static final String LOCK = "io.procpool.pools";

  private static final String DEFAULT_LIMIT_MILLIS = "10000";
  private static final long PAUSE_MILLIS = 20;

  /** Of each its own: two may look after one test, and the inner one looks first. */
  private final Namespace namespace = Namespace.create(LeakCheck.class, this);

  /** For JUnit, or for one's own extension that calls this one. */
  public LeakCheck() {}

  @Override
  public void beforeAll(ExtensionContext testClass) {
    remember(testClass);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    remember(test);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    check(test);
  }

  @Override
  public void afterAll(ExtensionContext testClass) {
    check(testClass);
  }

  private void remember(ExtensionContext context) {
    context.getStore(namespace).put(Snapshot.class, Snapshot.take(family(context)));
  }

  /**
   * @throws AssertionError if something is left
   */
  private void check(ExtensionContext context) {
    Snapshot before = context.getStore(namespace).get(Snapshot.class, Snapshot.class);
    List<String> left = new ArrayList<>(terminatePools(before));
    left.addAll(removeRest(before, limit(context)));
    if (!left.isEmpty()) {
      String lines = String.join(System.lineSeparator(), left);
      throw new AssertionError("%s left behind:%n%s".formatted(context.getDisplayName(), lines));
    }
  }

  /** At once: a pool that is open now is not about to go. */
  private static List<String> terminatePools(Snapshot before) {
    Snapshot leaked = before.now().beyond(before);
    if (leaked.pools().isEmpty()) {
      return List.of();
    }
    List<String> lines = leaked.describe();
    leaked.pools().forEach(pool -> pool.terminate());
    return lines;
  }

  private static List<String> removeRest(Snapshot before, Duration limit) {
    Snapshot left = left(before, limit);
    List<String> lines = left.describe();
    left.remove();
    return lines;
  }

  /** What is still there when the time is over; nothing, as soon as there is nothing. */
  private static Snapshot left(Snapshot before, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    Snapshot left = before.now().beyond(before);
    while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
      pause();
      left = before.now().beyond(before);
    }
    return left;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while remains of a pool were to go", e);
    }
  }

  private static Duration limit(ExtensionContext context) {
    String millis = context.getConfigurationParameter(LIMIT_MILLIS).orElse(DEFAULT_LIMIT_MILLIS);
    return Duration.ofMillis(Long.parseLong(millis));
  }

  private static Family family(ExtensionContext context) {
    return context.getConfigurationParameter(FAMILY).map(Family::of).orElseGet(Family::ofThisJvm);
  }
}
