package io.procpool.cli;

import io.procpool.ProcessPool;
import io.procpool.ProcessPoolBuilder;
import io.procpool.Retries;
import io.procpool.Retries.Failure;
import io.procpool.TaskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options that say what tasks and workers may take, and how often a task is tried. */
final class PoolOptions {

  private static final String GRACE = "5s";
  private static final long MOST_ITEM_SIZE = 1L << 31;

  private PoolOptions() {}

  static void add(CommandSpec spec) {
    add(spec, "--heap", "SIZE", "Heap of each worker, such as 512m. Default: so that all fit.");
    add(spec, "--timeout", "TIME", "How long one task may run: 500ms, 30s, 5m. Default: no limit.");
    add(spec, "--queue-timeout", "TIME", "How long an input may wait for its task's start.");
    add(spec, "--deadline", "TIME", "How long the whole run may take.");
    add(
        spec,
        "--grace",
        "TIME",
        "From interrupting a task to killing it: a late one, or at Ctrl-C. Default: "
            + GRACE
            + ".");
    add(spec, "--retries", "N", "How often a failed task is tried again. Default: 0.");
    add(
        spec,
        "--backoff",
        "TIME[..MAX]",
        "The pause before a retry; it doubles with each. Default: none.");
    add(
        spec,
        "--retry-on",
        "LIST",
        "What is tried again: crash, timeout, error, or names of exceptions. Default: all.");
    add(
        spec,
        "--seed",
        "N",
        "For the same random numbers in tasks again. Default: others each time.");
    spec.addOption(
        OptionSpec.builder("--env")
            .type(String[].class)
            .arity("1")
            .paramLabel("NAME=VALUE")
            .description(
                "A variable for the workers; {slot} and {worker} in its value, in --cwd and in -J are"
                    + " each worker's own. May be repeated.")
            .build());
    add(spec, "--cwd", "FOLDER", "Where workers run. One with {slot} or {worker} is made.");
    add(spec, "--max-tasks-per-child", "N", "Replaces a worker after this many tasks.");
    add(spec, "--max-child-age", "TIME", "Replaces a worker when it is this old.");
    add(spec, "--max-child-rss", "SIZE", "Replaces a worker when it holds more memory.");
    add(spec, "--max-item-size", "SIZE", "How large an input or a result may be. Default: 2g.");
    add(
        spec,
        "--spares",
        "N",
        "Starts so many workers ahead, for those that are lost. Default: 0.");
    add(spec, "--nice", "N", "How much the workers give way to other processes. Default: 0.");
    spec.addOption(OptionParser.flag("--pin", "Has each worker run on one processor of its own."));
    add(
        spec,
        "--debug-worker",
        "N",
        "Has this worker, counted from 0, wait for a debugger, and says where.");
    spec.addOption(
        OptionParser.flag(
            "--no-send-classes",
            "Workers have the job's jar alone, and ask for no other classes."));
    spec.addOption(
        OptionParser.flag("--kill-descendants", "Kills what a worker has started when it ends."));
  }

  /** A pool with these options. */
  static ProcessPoolBuilder builder(CommandLine line, ParseResult parsed) {
    ProcessPoolBuilder builder = ProcessPool.builder();
    take(line, parsed, "--heap", builder::heap);
    take(line, parsed, "--timeout", text -> builder.taskTimeout(Quantity.time(text)));
    take(line, parsed, "--queue-timeout", text -> builder.queueTimeout(Quantity.time(text)));
    take(line, parsed, "--deadline", text -> builder.jobTimeout(Quantity.time(text)));
    take(line, parsed, "--max-child-age", text -> builder.maxChildAge(Quantity.time(text)));
    take(line, parsed, "--max-child-rss", text -> builder.maxChildRss(Quantity.size(text)));
    take(line, parsed, "--max-tasks-per-child", text -> builder.maxTasksPerChild(count(text, 1)));
    take(line, parsed, "--max-item-size", text -> builder.maxItemSize(itemSize(text)));
    take(line, parsed, "--seed", text -> builder.seed(seed(text)));
    take(line, parsed, "--cwd", text -> builder.workingDirectory(Path.of(text)));
    for (String variable : parsed.matchedOptionValue("--env", new String[0])) {
      take(line, "--env", variable, text -> environment(builder, text));
    }
    take(line, parsed, "--spares", text -> builder.spares(count(text, 0)));
    take(line, parsed, "--nice", text -> builder.niceness(niceness(text)));
    builder.pinning(parsed.matchedOptionValue("--pin", false));
    take(line, parsed, "--debug-worker", text -> builder.debugWorker(count(text, 0)));
    builder.grace(grace(line, parsed));
    builder.retries(retries(line, parsed));
    builder.sendClasses(!parsed.matchedOptionValue("--no-send-classes", false));
    builder.killDescendants(parsed.matchedOptionValue("--kill-descendants", false));
    return builder;
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number, but was '" + text + "'", e);
    }
  }

  private static void environment(ProcessPoolBuilder builder, String text) {
    int end = text.indexOf('=');
    if (end < 1) {
      throw new IllegalArgumentException("must be like NAME=VALUE, but was '" + text + "'");
    }
    builder.environment(text.substring(0, end), text.substring(end + 1));
  }

  /** What no option can tell by itself. */
  static void requireSense(CommandLine line, ParseResult parsed, int processes) {
    take(line, parsed, "--debug-worker", text -> requireSlot(count(text, 0), processes));
    if (parsed.hasMatchedOption("--pin")
        && !parsed.matchedOptionValue("--spares", "0").equals("0")) {
      throw new ParameterException(line, "--pin and --spares cannot be used together");
    }
  }

  private static void requireSlot(int slot, int processes) {
    if (slot >= processes) {
      throw new IllegalArgumentException(
          "must be less than the number of workers, " + processes + ", but was '" + slot + "'");
    }
  }

  private static int niceness(String text) {
    if (!text.matches("-?\\d{1,2}")
        || Integer.parseInt(text) < -20
        || Integer.parseInt(text) > 19) {
      throw new IllegalArgumentException("must be from -20 to 19, but was '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /** 2g is one byte more than can be, and meant as what is left out is. */
  private static long itemSize(String text) {
    long size = Quantity.size(text);
    if (size > MOST_ITEM_SIZE) {
      throw new IllegalArgumentException("must be 2g at most, but was '" + text + "'");
    }
    return Math.min(size, MOST_ITEM_SIZE - 1);
  }

  static Duration grace(CommandLine line, ParseResult parsed) {
    Duration[] grace = {Quantity.time(GRACE)};
    take(line, parsed, "--grace", text -> grace[0] = Quantity.time(text));
    return grace[0];
  }

  private static Retries retries(CommandLine line, ParseResult parsed) {
    Retries[] retries = {Retries.NONE};
    take(line, parsed, "--retries", text -> retries[0] = Retries.of(count(text, 0)));
    take(line, parsed, "--backoff", text -> retries[0] = withBackoff(retries[0], text));
    take(line, parsed, "--retry-on", text -> retries[0] = on(retries[0], text));
    return retries[0];
  }

  private static Retries withBackoff(Retries retries, String text) {
    String[] limits = text.split("\\.\\.", 2);
    Duration first = Quantity.time(limits[0]);
    return retries.withBackoff(
        first, limits.length == 1 ? TaskOptions.NO_LIMIT : Quantity.time(limits[1]));
  }

  private static Retries on(Retries retries, String list) {
    Set<Failure> failures = EnumSet.noneOf(Failure.class);
    Set<String> exceptions = new HashSet<>();
    for (String what : list.split(",")) {
      switch (what) {
        case "crash" -> failures.add(Failure.WORKER_DIED);
        case "timeout" -> failures.add(Failure.TIMED_OUT);
        case "error" -> failures.add(Failure.TASK_FAILED);
        default -> exceptions.add(requireClassName(what));
      }
    }
    if (failures.contains(Failure.TASK_FAILED)) {
      exceptions.clear();
    } else if (!exceptions.isEmpty()) {
      failures.add(Failure.TASK_FAILED);
    }
    return new Retries(
        retries.most(), retries.backoff(), retries.maxBackoff(), failures, exceptions);
  }

  private static String requireClassName(String text) {
    if (!text.matches("[\\p{L}_$][\\w.$]*")) {
      throw new IllegalArgumentException(
          "must be crash, timeout, error or names of exceptions, with commas between, but has '"
              + text
              + "'");
    }
    return text.indexOf('.') < 0 ? "java.lang." + text : text;
  }

  private static int count(String text, int least) {
    try {
      int count = Integer.parseInt(text);
      if (count >= least) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wanted(text, least), e);
    }
    throw new IllegalArgumentException(wanted(text, least));
  }

  private static String wanted(String text, int least) {
    return "must be a number of " + least + " or more, but was '" + text + "'";
  }

  private static void take(
      CommandLine line, ParseResult parsed, String option, Consumer<String> setting) {
    take(line, option, parsed.matchedOptionValue(option, null), setting);
  }

  private static void take(CommandLine line, String option, String text, Consumer<String> setting) {
    try {
      if (text != null) {
        setting.accept(text);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, option + " " + e.getMessage());
    }
  }

  private static void add(CommandSpec spec, String name, String label, String description) {
    spec.addOption(OptionParser.text(name).paramLabel(label).description(description).build());
  }
}
