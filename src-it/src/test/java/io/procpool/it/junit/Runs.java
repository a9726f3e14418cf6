package io.procpool.it.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.procpool.testkit.junit.LeakCheck;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs tests inside of a test. */
final class Runs {

  private Runs() {}

  /** As a user's build does that has configured nothing. */
  static EngineExecutionResults run(Class<?> testClass) {
    return run(testClass, false);
  }

  /** With the configuration of this module's tests. */
  static EngineExecutionResults runAsThisModule(Class<?> testClass) {
    return run(testClass, true);
  }

  /** The message of the one that has failed. */
  static String failureOf(Events events) {
    List<Event> failed = events.failed().list();
    assertThat(failed).hasSize(1);
    return failed
        .get(0)
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .orElseThrow()
        .getMessage();
  }

  private static EngineExecutionResults run(Class<?> testClass, boolean isThisModule) {
    return EngineTestKit.engine("junit-jupiter")
        .enableImplicitConfigurationParameters(isThisModule)
        .configurationParameter(LeakCheck.LIMIT_MILLIS, "300")
        .selectors(selectClass(testClass))
        .execute();
  }
}
