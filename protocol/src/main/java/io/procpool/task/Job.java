package io.procpool.task;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program for the command line: where its inputs come from, what is done with each, what is
 * printed.
 *
 * <pre>{@code
 * parent JVM                                    worker JVMs
 * inputs(arguments, lines) ---- each input ---> init(arguments) once, then apply(input) for each
 * output(results, out)     <--- each result --- close() once, when the job ends
 * }</pre>
 *
 * <p>A job has a public constructor without parameters; the parent makes one instance, each worker
 * another. It is found by {@code --job}, by the manifest attribute {@code Procpool-Job}, or through
 * {@code META-INF/services/io.procpool.task.Job}.
 *
 * @param <I> what one task takes
 * @param <O> what one task gives
 */
public interface Job<I, O> {

  /**
   * The inputs, pulled lazily, in the parent. By default the lines of the command line's input;
   * where {@code I} is not {@code String}, the worker converts each line as it does for {@code
   * --map}.
   *
   * @param arguments what follows the jar on the command line
   * @param lines the lines of standard input or of {@code --input}, read as they are asked for
   * @return the inputs, which may be endless
   * @throws Exception if there can be no inputs: the run ends with exit code 6
   */
  @SuppressWarnings("unchecked")
  default Stream<I> inputs(List<String> arguments, Stream<String> lines) throws Exception {
    return (Stream<I>) lines;
  }

  /**
   * Called once in each worker, before its first task.
   *
   * @param arguments what follows the jar on the command line
   * @throws Exception if the worker cannot run this job: each of its tasks fails with it
   */
  default void init(List<String> arguments) throws Exception {}

  /**
   * Called in a worker for each input.
   *
   * @param input what {@link #inputs} gave
   * @return the result, which crosses to the parent
   * @throws Exception whatever the task throws: the task fails, the others still run
   */
  O apply(I input) throws Exception;

  /**
   * Called once in each worker that ran {@link #init}, when the job ends.
   *
   * @throws Exception reported on the worker's standard error
   */
  default void close() throws Exception {}

  /**
   * {@return a result as one line of standard output, in the parent}
   *
   * @param result of a task that succeeded
   */
  default String format(O result) {
    return String.valueOf(result);
  }

  /**
   * Prints the results, in the parent: by default one line each, as they come. A job that makes one
   * thing of all results, such as a picture, does it here.
   *
   * @param results the results of the tasks that succeeded, in input order unless {@code
   *     --unordered}
   * @param out standard output
   * @throws Exception if the output cannot be made: the run ends with exit code 6
   */
  default void output(Stream<O> results, PrintStream out) throws Exception {
    results.forEachOrdered(result -> out.println(format(result)));
  }
}
