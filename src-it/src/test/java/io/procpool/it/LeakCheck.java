package io.procpool.it;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails each test, and each test class, that leaves a thread, a process or a file of procpool
 * behind. JUnit finds it by its service file; no test has to ask for it.
 *
 * <p>A machine has one temporary folder: two builds of procpool on it at the same time can be taken
 * for each other's files here.
 */
public final class LeakCheck
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  /** Configuration parameter: how long a pool's remains may take to go, in milliseconds. */
  static final String LIMIT_MILLIS = "procpool.leakcheck.limit.millis";

  private static final String DEFAULT_LIMIT_MILLIS = "10000";
  private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);

  @Override
  public void beforeAll(ExtensionContext testClass) {
    if (!isNested(testClass)) {
      remember(testClass);
    }
  }

  @Override
  public void afterAll(ExtensionContext testClass) {
    if (!isNested(testClass)) {
      check(testClass);
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    if (!sharesPool(test)) {
      remember(test);
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    if (!sharesPool(test)) {
      check(test);
    }
  }

  /** A nested class may use a pool of the class around it, and that class is checked. */
  private static boolean isNested(ExtensionContext testClass) {
    return !testClass.getEnclosingTestClasses().isEmpty();
  }

  private static boolean sharesPool(ExtensionContext test) {
    return AnnotationSupport.findAnnotation(
            test.getRequiredTestClass(), SharedPool.class, test.getEnclosingTestClasses())
        .isPresent();
  }

  private static void remember(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Snapshot.class, Snapshot.take());
  }

  private static void check(ExtensionContext context) {
    Snapshot before = context.getStore(NAMESPACE).get(Snapshot.class, Snapshot.class);
    String limit = context.getConfigurationParameter(LIMIT_MILLIS).orElse(DEFAULT_LIMIT_MILLIS);
    assertNothingLeftSince(
        before, Duration.ofMillis(Long.parseLong(limit)), context.getDisplayName());
  }

  /**
   * Waits until all that is new since a snapshot is gone.
   *
   * @throws AssertionError if it is not in time, with a list of what is left; its processes are
   *     killed and its files stay, so that the tests behind it start clean and there is something
   *     to look at
   */
  static void assertNothingLeftSince(Snapshot before, Duration limit, String who) {
    if (Eventually.within(limit, () -> Snapshot.take().isWithin(before))) {
      return;
    }
    Snapshot after = Snapshot.take();
    List<String> left = after.beyond(before);
    after.killProcessesBeyond(before);
    if (!left.isEmpty()) {
      throw new AssertionError(
          "%s left behind, %d ms after its end:%n%s"
              .formatted(who, limit.toMillis(), String.join(System.lineSeparator(), left)));
    }
  }
}
