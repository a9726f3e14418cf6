package io.procpool.bench.soak;

/** What a worker is hit by. */
enum Signal {
  SIGKILL(137),
  SIGTERM(143),
  /** Which ends nothing. */
  SIGSTOP(-1);

  private final int exitCode;

  Signal(int exitCode) {
    this.exitCode = exitCode;
  }

  /** That of a process which it ended. */
  int exitCode() {
    return exitCode;
  }
}
