package io.procpool.cli;

import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * {@code java -jar procpool.jar [options] job.jar [job arguments]}: parses, runs, exits. Results go
 * to standard output, everything else to standard error.
 */
public final class ProcpoolMain {

  private ProcpoolMain() {}

  public static void main(String[] args) {
    System.exit(exitCode(args).code);
  }

  /** Without waiting for anything; the workers end with this JVM. */
  static void endAtOnce(ExitCode exitCode) {
    System.exit(exitCode.code);
  }

  private static ExitCode exitCode(String[] args) {
    try {
      Optional<Options> options = OptionParser.parse(args);
      return options.isEmpty() ? ExitCode.ALL_SUCCEEDED : new Run(options.get()).run();
    } catch (ParameterException e) {
      System.err.println("procpool: " + e.getMessage());
      System.err.println("Try --help for what there is.");
      return ExitCode.USAGE;
    } catch (RunFailure e) {
      System.err.println("procpool: " + e.getMessage());
      return e.exitCode();
    } catch (RuntimeException | Error e) {
      System.err.println("procpool: a bug in procpool ended the run; please report it with this:");
      e.printStackTrace();
      return ExitCode.BUG;
    }
  }
}
