package io.procpool.codec;

/**
 * The graph goes deeper than the stack of a thread that is not ours should be used for. Thrown well
 * before a {@link StackOverflowError} would be: that one may strike in the middle of a class's
 * initialization, and leave the class unusable for good.
 */
final class TooDeep extends Error {

  private static final long serialVersionUID = 1L;

  TooDeep() {
    super("deeper than " + DeepThread.DEPTH_ELSEWHERE, null, false, false);
  }
}
