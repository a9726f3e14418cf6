package io.procpool.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Classes that only a test has: compiled from text, into a folder of its own. */
public final class Sources {

  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("public \\w*\\s*(?:class|enum|record) (\\w+)");

  private Sources() {}

  /**
   * Compiles sources, each of which holds one public type.
   *
   * @param folder gets the classes; made if it is not there
   * @return the folder
   */
  public static Path compile(Path folder, List<Path> classPath, String... sources) {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none"));
    arguments.addAll(List.of("-cp", joined(classPath), "-d", created(folder).toString()));
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Path written = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-src"));
      List<Path> paths = Arrays.stream(sources).map(source -> write(source, written)).toList();
      boolean isCompiled =
          compiler
              .getTask(
                  messages, files, null, arguments, null, files.getJavaFileObjectsFromPaths(paths))
              .call();
      assertThat(isCompiled).as("%s", messages).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static Path write(String source, Path folder) {
    String inPackage = first(PACKAGE, source).map(match -> match.group(1)).findFirst().orElse("");
    String type = first(TYPE, source).map(match -> match.group(1)).findFirst().orElseThrow();
    try {
      Path file = created(folder.resolve(inPackage.replace('.', '/'))).resolve(type + ".java");
      return Files.writeString(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<MatchResult> first(Pattern pattern, String source) {
    return pattern.matcher(source).results();
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String joined(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
