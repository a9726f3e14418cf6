package io.procpool.it.cli;

/** Sources of jobs. */
final class Jobs {

  private Jobs() {}

  /** A job that says its own simple name before each line. */
  static String named(String inPackage, String name) {
    return withBody(inPackage, name, "");
  }

  /**
   * A job of lines, in the package {@code com.acme}, which gives its name and the line unless its
   * body has an {@code apply} of its own.
   *
   * @param body constructors and methods beside those
   */
  static String withBody(String name, String body) {
    return withBody("com.acme", name, body);
  }

  private static String withBody(String inPackage, String name, String body) {
    String apply =
        body.contains("apply(")
            ? ""
            : "@Override public String apply(String line) { return \"%s \" + line; }"
                .formatted(name);
    return """
        package %s;

        import io.procpool.task.Job;
        import io.procpool.task.TaskContext;
        import java.io.PrintStream;
        import java.util.List;
        import java.util.stream.Stream;

        public class %s implements Job<String, String> {
          %s
          %s
        }
        """
        .formatted(inPackage, name, apply, body);
  }
}
