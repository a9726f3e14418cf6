package io.procpool.task;

/**
 * The two arguments of a {@code starmap} task, as one item.
 *
 * <pre>{@code
 * TaskFunction<TaskArguments<Integer, Integer>, Integer> sum =
 *     ((TaskBiFunction<Integer, Integer, Integer>) Integer::sum).unpacking();
 * }</pre>
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param first the function's first argument
 * @param second the function's second argument
 */
public record TaskArguments<A, B>(A first, B second) {}
