package io.procpool.it.containers;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.testcontainers.DockerClientFactory;

/**
 * For tests that need Docker. Where there is none they are reported as skipped, unless {@code
 * PROCPOOL_DOCKER} is {@code required}: then they fail.
 */
final class Docker implements ExecutionCondition, BeforeAllCallback {

  private static final String VARIABLE = "PROCPOOL_DOCKER";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if ("required".equals(System.getenv(VARIABLE))) {
      return ConditionEvaluationResult.enabled("Docker has to be here");
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? ConditionEvaluationResult.enabled("Docker is here")
        : ConditionEvaluationResult.disabled(
            "There is no Docker here; with " + VARIABLE + "=required that is a failure");
  }

  /** Outside the tests' time limits: a public image is downloaded once. */
  @Override
  public void beforeAll(ExtensionContext testClass) {
    testClass.getRoot().getStore(Namespace.create(Docker.class)).getOrComputeIfAbsent(Images.class);
  }

  /** All images of the tests, from the first test class that needs them to the end of all tests. */
  static final class Images implements AutoCloseable {

    Images() {
      for (JreImage image : JreImage.values()) {
        image.built().get();
      }
    }

    @Override
    public void close() {
      for (JreImage image : JreImage.values()) {
        DockerClientFactory.lazyClient().removeImageCmd(image.built().get()).exec();
      }
    }
  }
}
