package io.procpool.it.containers;

import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import java.util.function.Consumer;

/** Where a container can be written to, and how much. */
enum Places implements Consumer<HostConfig> {
  EVERYWHERE(host -> {}),
  READ_ONLY_ROOT(host -> host.withReadonlyRootfs(true)),
  READ_ONLY_ROOT_WITH_TMP(READ_ONLY_ROOT, tmp()),
  READ_ONLY_ROOT_WITH_TMP_ALONE(READ_ONLY_ROOT_WITH_TMP, noSharedMemory()),
  NO_SHARED_MEMORY(noSharedMemory()),
  SHARED_MEMORY_OF_ONE_PAGE(sharedMemory(4)),
  SHARED_MEMORY_OF_64_KIB(sharedMemory(64)),
  SHARED_MEMORY_OF_1_MIB(sharedMemory(1024)),
  SHARED_MEMORY_OF_ONE_PAGE_ALONE(READ_ONLY_ROOT, sharedMemory(4)),
  SHARED_MEMORY_OF_64_KIB_ALONE(READ_ONLY_ROOT, sharedMemory(64)),
  NOWHERE(READ_ONLY_ROOT, noSharedMemory());

  private final Consumer<HostConfig> limits;

  Places(Consumer<HostConfig> limits) {
    this.limits = limits;
  }

  Places(Consumer<HostConfig> limits, Consumer<HostConfig> moreLimits) {
    this(limits.andThen(moreLimits));
  }

  @Override
  public void accept(HostConfig host) {
    limits.accept(host);
  }

  private static Consumer<HostConfig> tmp() {
    return host -> host.withTmpFs(Map.of("/tmp", ""));
  }

  private static Consumer<HostConfig> sharedMemory(long kib) {
    return host -> host.withShmSize(kib * 1024);
  }

  /** Without a namespace for it, {@code /dev/shm} is not there. */
  private static Consumer<HostConfig> noSharedMemory() {
    return host -> host.withIpcMode("none");
  }
}
