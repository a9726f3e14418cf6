package io.procpool.it.containers;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;

/**
 * Takes a container as started however it is: it may have ended already, and that with any exit
 * code. The strategies of Testcontainers ask at most once a second, too.
 */
final class AtOnce extends StartupCheckStrategy {

  @Override
  public boolean waitUntilStartupSuccessful(DockerClient docker, String containerId) {
    return true;
  }

  @Override
  public StartupStatus checkStartupState(DockerClient docker, String containerId) {
    return StartupStatus.SUCCESSFUL;
  }
}
