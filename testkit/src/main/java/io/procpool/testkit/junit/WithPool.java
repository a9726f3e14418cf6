package io.procpool.testkit.junit;

import io.procpool.ProcessPool;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives tests a {@link ProcessPool}, and fails those that leave something of procpool behind, as
 * {@link LeakCheck} says.
 *
 * <pre>{@code
 * @WithPool(processes = 2)                  // one for all tests of the class
 * class ThumbnailTest {
 *
 *   @Test
 *   void isSmall(ProcessPool pool) {
 *     assertEquals(List.of(64, 64), pool.map(Thumbnail::width, List.of("a.png", "b.png")));
 *   }
 *
 *   @Test
 *   @WithPool(processes = 1)                // one for this test alone
 *   void survivesACrash(ProcessPool pool) {
 *     assertThrows(WorkerDiedException.class, () -> pool.apply(Probes.crash()));
 *   }
 * }
 * }</pre>
 *
 * <p>The pool is {@linkplain io.procpool.Pool#terminate() terminated} behind its test, or behind
 * the last of its class. Whoever cannot start it fails with {@link
 * io.procpool.WorkerStartException}. For another kind of pool, or other settings, there is {@link
 * PoolExtension}.
 *
 * <p>Where JUnit runs tests in parallel, those with this annotation wait for one another: of two
 * tests at once, nobody could say which has left something.
 */
@Documented
@ExtendWith(PoolExtension.class)
@Inherited
@ResourceLock(LeakCheck.LOCK)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WithPool {

  /**
   * How many workers.
   *
   * @return 1 or more; 2 if nothing is said
   */
  int processes() default 2;
}
