package io.procpool.internal.dispatch;

/**
 * A job's function as it crosses.
 *
 * @param id of the function, in its pool
 * @param bytes its loader's number and its encoding; {@code null} if the items are calls themselves
 * @param loader finds the classes of the job's values
 */
record EncodedFunction(long id, byte[] bytes, JobLoader loader) {}
