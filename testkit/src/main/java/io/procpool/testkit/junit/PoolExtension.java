package io.procpool.testkit.junit;

import io.procpool.Pool;
import io.procpool.ProcessPool;
import java.lang.reflect.AnnotatedElement;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests a pool of one's own making, and fails those that leave something of procpool behind,
 * as {@link LeakCheck} says.
 *
 * <pre>{@code
 * class ThumbnailTest {
 *
 *   @RegisterExtension                      // static: one for all tests; else one for each
 *   static final PoolExtension pool =
 *       PoolExtension.of(() -> ProcessPool.builder().processes(2).heap("64m").build());
 *
 *   @Test
 *   void isSmall() {
 *     assertEquals(64, pool.get().apply(Thumbnail::width, "a.png"));
 *   }
 *
 *   @Test
 *   void isQuick(ProcessPool pool) {        // the same pool
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>The pool is {@linkplain Pool#terminate() terminated} behind its test, or behind the last of
 * its class: what a test has not waited for, nobody waits for. Nested classes have that of the
 * class around them. Tests that run in parallel are not for this: see {@link LeakCheck}.
 */
public final class PoolExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private final Namespace namespace = Namespace.create(PoolExtension.class, this);
  private final LeakCheck leaks = new LeakCheck();

  /** {@code null} where {@link WithPool} says what pool there is to be. */
  private final Supplier<? extends Pool> maker;

  /** Volatile: JUnit may run a test on another thread than what is before and behind it. */
  private volatile Pool current;

  /** For JUnit, which reads {@link WithPool}. */
  PoolExtension() {
    this.maker = null;
  }

  private PoolExtension(Supplier<? extends Pool> maker) {
    this.maker = Objects.requireNonNull(maker, "maker");
  }

  /**
   * A {@link ProcessPool} with default settings.
   *
   * @param processes how many workers, 1 or more
   * @return for a field with {@code @RegisterExtension}
   */
  public static PoolExtension processes(int processes) {
    return of(() -> ProcessPool.create(processes));
  }

  /**
   * A pool of any kind.
   *
   * @param maker makes a new pool each time; what it throws fails the test, or the class
   * @return for a field with {@code @RegisterExtension}
   */
  public static PoolExtension of(Supplier<? extends Pool> maker) {
    return new PoolExtension(maker);
  }

  /**
   * The pool of the test that runs, on any thread.
   *
   * @return the same for all that ask during one test
   * @throws IllegalStateException if none does, or this was not made by a test class
   */
  public Pool get() {
    Pool pool = current;
    if (pool == null) {
      throw new IllegalStateException(
          "There is no pool now. A PoolExtension has one while tests run whose class has it in a"
              + " field with @RegisterExtension.");
    }
    return pool;
  }

  @Override
  public void beforeAll(ExtensionContext testClass) {
    leaks.beforeAll(testClass);
    open(testClass);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    leaks.beforeEach(test);
    open(test);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close(test);
    leaks.afterEach(test);
  }

  @Override
  public void afterAll(ExtensionContext testClass) {
    close(testClass);
    leaks.afterAll(testClass);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return Pool.class.isAssignableFrom(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> wanted = parameter.getParameter().getType();
    Pool pool = store(test).get(Pool.class, Pool.class);
    if (!wanted.isInstance(pool)) {
      throw new ParameterResolutionException(
          pool == null
              ? "There is no pool yet: one for a single test is made behind its constructor."
              : "The pool is no " + wanted.getSimpleName() + ": " + pool);
    }
    return pool;
  }

  private void open(ExtensionContext context) {
    makerFor(context)
        .ifPresent(
            asked -> {
              Pool pool = Objects.requireNonNull(asked.get(), "the pool that was made");
              store(context).put(Pool.class, pool);
              current = pool;
            });
  }

  private Optional<Supplier<? extends Pool>> makerFor(ExtensionContext context) {
    if (maker != null) {
      boolean isThere = store(context).get(Pool.class) != null; // of the class around
      return isThere ? Optional.empty() : Optional.of(maker);
    }
    Optional<AnnotatedElement> element = context.getElement();
    return AnnotationSupport.findAnnotation(element, WithPool.class)
        .map(asked -> () -> ProcessPool.create(asked.processes()));
  }

  /** Behind this the pool of the class around is there again. */
  private void close(ExtensionContext context) {
    Pool pool = store(context).remove(Pool.class, Pool.class);
    if (pool != null) {
      pool.terminate();
      current = store(context).get(Pool.class, Pool.class);
    }
  }

  private ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(namespace);
  }
}
