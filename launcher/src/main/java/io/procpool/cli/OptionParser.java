package io.procpool.cli;

import io.procpool.MapOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options and their help. By picocli's programmatic interface: its annotations would cost a
 * start 40 ms.
 */
final class OptionParser {

  private static final String DESCRIPTION =
      """
      Runs the tasks of a job in several worker JVMs. Options before the jar are procpool's, what \
      follows it is the job's. Results go to standard output, one line each; everything else goes to \
      standard error.

      doctor runs the first input only, and says what crosses to the workers and back, how large it \
      is, and what cannot cross and why.""";

  private static final String FOOTER =
      """

      The job is, in this order: --map, --job, the manifest attribute Procpool-Job, or the class named \
      in META-INF/services/io.procpool.task.Job.

      Exit codes: 0 all tasks succeeded, 1 some failed, 2 usage, 3 no job found, 4 workers cannot start, \
      6 input or output failed, 70 a bug of procpool, 124 --deadline has passed, 130 interrupted \
      (Ctrl-C; a second one ends the run at once), 143 terminated.

      Examples:
        find . -name '*.pdf' | java -jar procpool.jar --procs 8 --map com.acme.Ocr::page job.jar
        java -jar procpool.jar --procs 50%% -J-Xmx1g render.jar --quality high""";

  /** Before the options. */
  private static final String DOCTOR = "doctor";

  private OptionParser() {}

  /**
   * @return empty if help or the version was asked for, and printed
   * @throws ParameterException if the command line is wrong
   */
  static Optional<Options> parse(String[] args) {
    boolean isDoctor = args.length > 0 && args[0].equals(DOCTOR);
    CommandLine line = new CommandLine(spec());
    line.setStopAtPositional(true);
    line.setExpandAtFiles(false); // an argument of the job may begin with @
    ParseResult parsed = line.parseArgs(isDoctor ? Arrays.copyOfRange(args, 1, args.length) : args);
    if (parsed.isUsageHelpRequested()) {
      line.usage(System.out);
      return Optional.empty();
    }
    if (parsed.isVersionHelpRequested()) {
      line.printVersionHelp(System.out);
      return Optional.empty();
    }
    try {
      return Optional.of(options(isDoctor, line, parsed));
    } catch (InvalidPathException e) {
      throw new ParameterException(
          line, "the path " + e.getInput() + " cannot be used in this locale: set LC_ALL=C.UTF-8");
    }
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("java -jar procpool.jar");
    spec.usageMessage()
        .width(100)
        .customSynopsis(
            "java -jar procpool.jar [options] job.jar [job arguments]",
            "java -jar procpool.jar doctor [options] job.jar [job arguments]")
        .description(DESCRIPTION)
        .footer(FOOTER)
        .sortOptions(false);
    spec.version(version());
    addJob(spec);
    addWorkers(spec);
    PoolOptions.add(spec);
    addOutput(spec);
    addPositionals(spec);
    return spec;
  }

  private static void addJob(CommandSpec spec) {
    spec.addOption(
        text("--map")
            .paramLabel("CLASS::METHOD")
            .description(
                "Calls a public static method of one argument for each line of the input: a String,"
                    + " number, Path, enum, or a type with a valueOf, parse, of or constructor from"
                    + " String.")
            .build());
    spec.addOption(
        text("--job").paramLabel("CLASS").description("Runs this io.procpool.task.Job.").build());
    spec.addOption(
        text("-a", "--input")
            .paramLabel("FILE")
            .description("Reads the input's lines from a file. Default: standard input.")
            .build());
    spec.addOption(
        flag("--unordered", "Prints results as they come. Default: in the order of the input."));
    spec.addOption(
        text("--chunk")
            .paramLabel("auto|N")
            .description("Inputs sent to a worker at a time. Default: auto, by measured time.")
            .build());
  }

  private static void addWorkers(CommandSpec spec) {
    spec.addOption(
        text("-j", "--procs")
            .paramLabel("N")
            .description(
                "Worker JVMs: 8, 50%% or 1.5C of the cores, +2 or -1 beside them. Default: the cores.")
            .build());
    spec.addOption(
        OptionSpec.builder("-J")
            .type(String[].class)
            .arity("1")
            .paramLabel("<flag>")
            .description("A flag for the worker JVMs, as in -J-Xmx512m. May be repeated.")
            .build());
    spec.addOption(
        text("--java")
            .paramLabel("PATH")
            .description("The java executable of the workers. Default: that of this JVM.")
            .build());
  }

  private static void addOutput(CommandSpec spec) {
    spec.addOption(flag("--tag", "Begins each line that a task prints with its worker's name."));
    spec.addOption(flag("-v", "--verbose", "Tells what was decided, and whole stack traces."));
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Prints this.").build());
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("Prints the versions of procpool and Java.")
            .build());
  }

  private static void addPositionals(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("job.jar")
            .hidden(true)
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(String[].class)
            .hidden(true)
            .build());
  }

  static OptionSpec.Builder text(String... names) {
    return OptionSpec.builder(names).type(String.class).arity("1");
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  private static OptionSpec flag(String shortName, String name, String description) {
    return OptionSpec.builder(shortName, name).type(boolean.class).description(description).build();
  }

  private static Options options(boolean isDoctor, CommandLine line, ParseResult parsed) {
    int processes = processes(line, parsed);
    PoolOptions.requireSense(line, parsed, processes);
    String input = parsed.matchedOptionValue("--input", null);
    String java = parsed.matchedOptionValue("--java", null);
    return new Options(
        isDoctor,
        Path.of(parsed.matchedPositionalValue(0, "")),
        List.of(parsed.matchedPositionalValue(1, new String[0])),
        parsed.matchedOptionValue("--map", null),
        parsed.matchedOptionValue("--job", null),
        input == null ? null : Path.of(input),
        parsed.matchedOptionValue("--unordered", false),
        processes,
        mapOptions(line, parsed),
        PoolOptions.builder(line, parsed),
        PoolOptions.grace(line, parsed),
        List.of(parsed.matchedOptionValue("-J", new String[0])),
        java == null ? null : Path.of(java),
        parsed.matchedOptionValue("--tag", false),
        parsed.matchedOptionValue("--verbose", false));
  }

  private static int processes(CommandLine line, ParseResult parsed) {
    int cores = Runtime.getRuntime().availableProcessors();
    try {
      return ProcessCount.parse(parsed.matchedOptionValue("--procs", "100%"), cores);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--procs " + e.getMessage());
    }
  }

  private static MapOptions mapOptions(CommandLine line, ParseResult parsed) {
    String chunk = parsed.matchedOptionValue("--chunk", "auto");
    try {
      return chunk.equals("auto")
          ? MapOptions.DEFAULT
          : MapOptions.DEFAULT.withChunkSize(Integer.parseInt(chunk));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line, "--chunk must be auto, or a number of 1 or more, but was '" + chunk + "'");
    }
  }

  private static String version() {
    String version = OptionParser.class.getPackage().getImplementationVersion();
    return "procpool "
        + (version == null ? "unreleased" : version)
        + " on Java "
        + System.getProperty("java.version");
  }
}
