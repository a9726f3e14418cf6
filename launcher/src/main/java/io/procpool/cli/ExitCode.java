package io.procpool.cli;

/** How a run ended, as a shell reads it. */
enum ExitCode {
  ALL_SUCCEEDED(0),
  SOME_FAILED(1),
  USAGE(2),
  NO_JOB(3),
  NO_WORKERS(4),
  INPUT_OR_OUTPUT(6),
  BUG(70),
  LATE(124),
  INTERRUPTED(130),
  TERMINATED(143);

  final int code;

  ExitCode(int code) {
    this.code = code;
  }
}
