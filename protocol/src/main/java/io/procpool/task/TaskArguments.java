package io.procpool.task;

/**
 * The two arguments of a {@code starmap} task, as one item.
 *
 * @param first the function's first argument
 * @param second the function's second argument
 */
public record TaskArguments<A, B>(A first, B second) {}
