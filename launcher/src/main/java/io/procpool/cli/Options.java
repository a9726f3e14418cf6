package io.procpool.cli;

import io.procpool.MapOptions;
import io.procpool.ProcessPoolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param isDoctor whether to examine the job, and not to run it
 * @param jar the job's
 * @param arguments what follows the jar; the job's own
 * @param map {@code Class::method}, or {@code null}
 * @param job the name of a {@code Job} class, or {@code null}
 * @param input the file of the input's lines, or {@code null} for standard input
 * @param isUnordered whether results are printed as they come
 * @param processes how many workers
 * @param mapOptions with the chunk size
 * @param poolOptions with limits, retries, and what else a pool is built with
 * @param grace from the first interrupt to the end
 * @param jvmArgs flags for the workers
 * @param java the workers' executable, or {@code null} for this JVM's own
 * @param tagsOutput whether what tasks print is tagged with the worker's name
 * @param isVerbose whether to tell what was decided, and whole stack traces
 */
record Options(
    boolean isDoctor,
    Path jar,
    List<String> arguments,
    String map,
    String job,
    Path input,
    boolean isUnordered,
    int processes,
    MapOptions mapOptions,
    ProcessPoolBuilder poolOptions,
    Duration grace,
    List<String> jvmArgs,
    Path java,
    boolean tagsOutput,
    boolean isVerbose) {}
