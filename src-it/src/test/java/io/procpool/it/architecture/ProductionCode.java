package io.procpool.it.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.procpool.it.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the rules are about: the classes, and for what classes do not show, the sources. */
final class ProductionCode {

  /** With the examples, which stand for any user of the API. */
  static final JavaClasses CLASSES_AND_EXAMPLES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.procpool");

  /** procpool itself: protocol, worker, launcher and testkit. */
  static final JavaClasses CLASSES =
      CLASSES_AND_EXAMPLES.that(
          new NamedClasses("procpool itself", name -> !name.startsWith("io.procpool.examples.")));

  private ProductionCode() {}

  /** The source files of a module, as paths below its source folder. */
  static List<Path> sourceFiles(Path module) {
    Path sources = Artifacts.sources(module);
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(sources::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
