package io.procpool.cli;

import io.procpool.JobTimeoutException;
import io.procpool.MapOptions;
import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.ProcpoolException;
import io.procpool.Results;
import io.procpool.WorkerStartException;
import io.procpool.cli.JobFinder.Found;
import io.procpool.task.Job;
import io.procpool.task.TaskFunction;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One run of the command line: the job's inputs through a pool to standard output. */
final class Run {

  private final Options options;
  private final Progress progress;
  private final Interruption interruption;

  Run(Options options) {
    this.options = options;
    this.progress = new Progress(System.err, options.isVerbose());
    this.interruption = new Interruption(options.grace(), progress);
  }

  /**
   * @throws RunFailure if it cannot be carried out
   */
  ExitCode run() {
    JobFinder finder = JobFinder.in(options.jar());
    Thread.currentThread().setContextClassLoader(finder.loader());
    if (options.map() != null) {
      return runMethod(finder.method(options.map()));
    }
    return runJob(finder.job(options.job()));
  }

  private ExitCode runMethod(Found<MethodCall> found) {
    String job = found.className() + "::" + found.methodName() + " (" + found.source() + ")";
    tell(job);
    boolean isVoid = found.what().isVoid();
    try (Stream<String> lines = lines()) {
      return run(
          job,
          MethodCall.function(found.className(), found.methodName()),
          lines,
          (results, out) ->
              results.forEachOrdered(
                  line -> {
                    if (!isVoid) {
                      out.println(line);
                    }
                  }));
    }
  }

  private ExitCode runJob(Found<Job<Object, Object>> found) {
    String name = found.className() + " (" + found.source() + ")";
    tell(name);
    Job<Object, Object> job = found.what();
    try (Stream<String> lines = lines();
        Stream<Object> inputs = inputs(job, lines)) {
      return run(name, new JobCall(found.className(), options.arguments()), inputs, job::output);
    }
  }

  private Stream<Object> inputs(Job<Object, Object> job, Stream<String> lines) {
    try {
      return Objects.requireNonNull(job.inputs(options.arguments(), lines), "no stream");
    } catch (RunFailure e) {
      throw e;
    } catch (Exception | Error e) {
      throw failed("The job gave no inputs: " + e, e);
    }
  }

  private <T, R> ExitCode run(
      String job, TaskFunction<T, R> function, Stream<T> inputs, Output<R> output) {
    if (options.isDoctor()) {
      return examine(job, function, inputs);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(progress::interrupt, "procpool-interrupted"));
    interruption.listen();
    try (ProcessPool pool = pool()) {
      tell(pool.toString());
      Results<R> results = stream(pool, function, inputs);
      interruption.onStart(pool, results);
      print(pool, results, output);
    } catch (WorkerStartException e) {
      throw new RunFailure(ExitCode.NO_WORKERS, e.getMessage(), e);
    } catch (JobTimeoutException e) {
      throw new RunFailure(ExitCode.LATE, e.getMessage(), e);
    } catch (PoolClosedException e) {
      if (!interruption.hasCome()) {
        throw e;
      }
    } finally {
      interruption.onEnd();
      progress.end();
    }
    return exitCode();
  }

  private <T, R> ExitCode examine(String job, TaskFunction<T, R> function, Stream<T> inputs) {
    Doctor doctor = new Doctor(options);
    try (ProcessPool pool = pool()) {
      return doctor.examine(job, pool, function, inputs);
    } catch (WorkerStartException e) {
      throw new RunFailure(ExitCode.NO_WORKERS, e.getMessage(), e);
    }
  }

  private ExitCode exitCode() {
    if (interruption.hasCome()) {
      return interruption.exitCode();
    }
    return progress.hasFailures() ? ExitCode.SOME_FAILED : ExitCode.ALL_SUCCEEDED;
  }

  private <R> void print(ProcessPool pool, Results<R> results, Output<R> output) {
    PrintStream out = StandardOutput.open();
    try {
      output.print(new Successes<>(results, progress, out::flush).stream(), out);
      out.flush();
    } catch (StandardOutput.ClosedException e) {
      pool.terminate();
      if (!e.isBrokenPipe()) {
        throw failed("Standard output cannot be written: " + e.getMessage(), e);
      }
    } catch (ProcpoolException e) {
      throw e;
    } catch (Exception | Error e) {
      pool.terminate();
      flush(out); // what was finished before it is not lost
      throw failed("The input or the output failed: " + e, e);
    }
  }

  private static void flush(PrintStream out) {
    try {
      out.flush();
    } catch (StandardOutput.ClosedException e) {
      return; // something else failed first, and is told
    }
  }

  private <T, R> Results<R> stream(
      ProcessPool pool, TaskFunction<T, R> function, Stream<T> inputs) {
    MapOptions mapOptions = options.mapOptions();
    try {
      return options.isUnordered()
          ? pool.imapUnordered(function, inputs::iterator, mapOptions)
          : pool.imap(function, inputs::iterator, mapOptions);
    } catch (ProcpoolException e) { // there are no more threads
      throw new RunFailure(ExitCode.NO_WORKERS, e.getMessage(), e);
    }
  }

  private ProcessPool pool() {
    ProcessPoolBuilder builder =
        options
            .poolOptions()
            .processes(options.processes())
            .classPath(List.of(ourJar(), options.jar()))
            .jvmArgs(options.jvmArgs().toArray(new String[0]))
            .output(System.err, System.err)
            .tagOutput(options.tagsOutput());
    if (options.java() != null) {
      builder.java(options.java());
    }
    return builder.build();
  }

  /**
   * The lines of the input, each read when it is asked for; a job with its own inputs asks for
   * none.
   */
  private Stream<String> lines() {
    Path file = options.input();
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      String why = Files.isDirectory(file) ? "is a folder" : "cannot be read";
      throw failed("The input file " + file + " " + why + ".", null);
    }
    return StreamSupport.stream(
        () -> reader().lines().spliterator(), Spliterator.ORDERED | Spliterator.NONNULL, false);
  }

  private BufferedReader reader() {
    return new BufferedReader(new InputStreamReader(open(), TerminalCharset.get()));
  }

  private InputStream open() {
    try {
      return options.input() == null
          ? new FileInputStream(FileDescriptor.in)
          : Files.newInputStream(options.input());
    } catch (IOException e) {
      throw failed("The input file " + options.input() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void tell(String what) {
    if (options.isVerbose()) {
      System.err.println("procpool: " + what);
    }
  }

  /** Where the functions of this package are found by workers. */
  private static Path ourJar() {
    try {
      return Path.of(Run.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RunFailure failed(String message, Throwable cause) {
    return new RunFailure(ExitCode.INPUT_OR_OUTPUT, message, cause);
  }

  /** What is done with the results. */
  private interface Output<R> {
    void print(Stream<R> results, PrintStream out) throws Exception;
  }
}
