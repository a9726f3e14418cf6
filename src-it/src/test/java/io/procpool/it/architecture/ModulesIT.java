package io.procpool.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.procpool.it.architecture.NamedClasses.named;
import static io.procpool.it.architecture.ProductionCode.CLASSES;
import static io.procpool.it.architecture.ProductionCode.CLASSES_AND_EXAMPLES;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.procpool.it.Artifacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The walls between the modules, and the one direction in which they may be looked over. */
class ModulesIT {

  private static final String[] PROTOCOL = {
    "io.procpool.task..", "io.procpool.context..", "io.procpool.protocol..", "io.procpool.codec.."
  };
  private static final String WORKER = "io.procpool.worker..";
  private static final String[] LAUNCHER = {
    "io.procpool", "io.procpool.internal..", "io.procpool.cli.."
  };
  private static final String TESTKIT = "io.procpool.testkit..";
  private static final String FAULT_KIT = "io.procpool.testkit";
  private static final Set<Path> API =
      Set.of(
          Path.of("io/procpool"),
          Path.of("io/procpool/task"),
          Path.of("io/procpool/sharing"),
          Path.of("io/procpool/sharing/manager"),
          Path.of("io/procpool/testkit"),
          Path.of("io/procpool/testkit/junit"));
  private static final String EXTENSIONS = "io.procpool.testkit.junit";
  private static final String SHARING = "io.procpool.sharing..";

  /** The door through which child processes are started as workers are. */
  private static final String CHILD_JVM = "io.procpool.internal.workers.ChildJvm";

  @Test
  void theProtocolKnowsNeitherOfTheTwoJvms() {
    noClasses()
        .that(resideInAnyPackage(PROTOCOL))
        .should()
        .dependOnClassesThat(resideInAPackage(WORKER).or(resideInAnyPackage(LAUNCHER)))
        .because("it is what both of them stand on")
        .check(CLASSES);
  }

  @Test
  void theWorkerStandsOnTheProtocolAndTheJdkAlone() {
    classes()
        .that(resideInAPackage(WORKER))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(WORKER)
                .or(resideInAnyPackage(PROTOCOL))
                .or(resideInAPackage("java.."))
                .as("are the worker's, the protocol's or the JDK's"))
        .because("it shares its class path with the user's job")
        .check(CLASSES);
  }

  @Test
  void theLauncherDoesNotCompileAgainstTheWorker() {
    noClasses()
        .that(resideInAnyPackage(LAUNCHER))
        .should()
        .dependOnClassesThat(resideInAPackage(WORKER))
        .because("they meet on the link alone")
        .check(CLASSES);
  }

  @Test
  void nobodyNeedsWhatProcessesShare() {
    noClasses()
        .that(not(resideInAPackage(SHARING)))
        .should()
        .dependOnClassesThat(resideInAPackage(SHARING))
        .because("it is a module of its own, which a pool's users need not carry")
        .check(CLASSES);
  }

  @Test
  void theFaultKitStandsOnTheProtocolAndTheJdkAlone() {
    classes()
        .that(resideInAPackage(FAULT_KIT))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(FAULT_KIT)
                .or(resideInAnyPackage(PROTOCOL))
                .or(resideInAPackage("java.."))
                .as("are the fault kit's, the protocol's or the JDK's"))
        .because("its tasks are for every kind of pool, and go wherever their users' tests go")
        .check(CLASSES);
  }

  @Test
  void theExtensionsKnowThePoolAsUsersDo() {
    classes()
        .that(resideInAPackage(EXTENSIONS))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(EXTENSIONS, "io.procpool", "org.junit..", "java.."))
        .because("what a test can find out without the inside stays true when that changes")
        .check(CLASSES);
  }

  @Test
  void theTestkitIsUsedByTestsAlone() {
    noClasses()
        .that(not(resideInAPackage(TESTKIT)))
        .should()
        .dependOnClassesThat(resideInAPackage(TESTKIT))
        .because("it does to a JVM what nothing else may do")
        .check(CLASSES_AND_EXAMPLES);
  }

  @Test
  void theLaunchersInsideIsUsedByTheLauncherAlone() {
    noClasses()
        .that(not(resideInAnyPackage(LAUNCHER)).and(not(resideInAPackage(SHARING))))
        .should()
        .dependOnClassesThat(resideInAPackage("io.procpool.internal.."))
        .because("what is internal may change with every release")
        .check(CLASSES_AND_EXAMPLES);
  }

  @Test
  void whatProcessesShareEntersTheLauncherByOneDoor() {
    noClasses()
        .that(resideInAPackage(SHARING))
        .should()
        .dependOnClassesThat(resideInAPackage("io.procpool.internal..").and(not(named(CHILD_JVM))))
        .because("a child process is started on what starts workers, and knows no more of it")
        .check(CLASSES);
  }

  /** By the sources, because not every module is on the class path of these tests. */
  @Test
  void noOtherModuleNamesTheLaunchersInside() {
    List<String> findings = new ArrayList<>();
    for (Path module : Artifacts.modules()) {
      if (!module.endsWith("launcher") && !module.endsWith("sharing")) { // for which see above
        findings.addAll(filesThatContain("io.procpool.internal", module));
      }
    }
    assertThat(findings).as("files outside launcher that use io.procpool.internal").isEmpty();
  }

  /**
   * The root package is no slice: the API makes the engine, and the engine throws the API's
   * exceptions.
   */
  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching("io.procpool.(**)")
        .should()
        .beFreeOfCycles()
        .because("what is called from both sides belongs to neither")
        .check(CLASSES_AND_EXAMPLES);
  }

  @Test
  void everyPackageSaysWhatItIs() {
    for (Path module : Artifacts.modules()) {
      List<Path> files = ProductionCode.sourceFiles(module);
      Set<Path> described =
          files.stream()
              .filter(file -> file.endsWith("package-info.java"))
              .map(Path::getParent)
              .collect(toSet());
      assertThat(described)
          .as("packages of %s with a package-info.java", module.getFileName())
          .isEqualTo(packages(files));
    }
  }

  /**
   * The rest of what a Javadoc comment must have, the build finds out when it makes the Javadoc.
   */
  @Test
  void everyPublicTypeOfTheApiHasAnExample() {
    List<Path> without = new ArrayList<>();
    for (Path module : Artifacts.modules()) {
      for (Path name : ProductionCode.sourceFiles(module)) {
        Path file = Artifacts.sources(module).resolve(name);
        if (API.contains(name.getParent()) && isPublic(file) && !hasExample(file)) {
          without.add(name);
        }
      }
    }
    assertThat(without).as("public types without an example").isEmpty();
  }

  @Test
  void aPackageLivesInOneModule() {
    Map<Path, Path> homes = new HashMap<>();
    for (Path module : Artifacts.modules()) {
      for (Path name : packages(ProductionCode.sourceFiles(module))) {
        assertThat(homes.put(name, module))
            .as("the other module that %s of %s lives in", name, module.getFileName())
            .isNull();
      }
    }
    assertThat(homes).as("packages found").hasSizeGreaterThan(5);
  }

  private static boolean isPublic(Path file) {
    return ProductionCode.lines(file).stream().anyMatch(line -> line.startsWith("public "));
  }

  /** In the comment of the type, which is the first that there is. */
  private static boolean hasExample(Path file) {
    return ProductionCode.lines(file).stream()
        .takeWhile(line -> !line.startsWith("public "))
        .anyMatch(line -> line.contains("<pre>"));
  }

  private static Set<Path> packages(List<Path> files) {
    return files.stream().map(Path::getParent).filter(Objects::nonNull).collect(toSet());
  }

  private static List<String> filesThatContain(String text, Path module) {
    return ProductionCode.sourceFiles(module).stream()
        .map(Artifacts.sources(module)::resolve)
        .filter(file -> ProductionCode.lines(file).stream().anyMatch(line -> line.contains(text)))
        .map(Path::toString)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
