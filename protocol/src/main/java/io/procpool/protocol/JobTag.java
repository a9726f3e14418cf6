package io.procpool.protocol;

/**
 * What a task can learn of its job.
 *
 * @param name that its caller gave it, or {@code null}
 * @param seed of the random streams of its tasks
 */
public record JobTag(String name, long seed) {

  /** Of what is done beside tasks. */
  public static final JobTag NONE = new JobTag(null, 0);
}
