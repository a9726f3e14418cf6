package io.procpool.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.procpool.it.architecture.NamedClasses.named;
import static io.procpool.it.architecture.ProductionCode.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.procpool.it.Artifacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each line in its room: what only some places may use. The table is in ARCHITECTURE.md. */
class RoomsIT {

  private static final String ENGINE = "io.procpool.internal.engine..";
  private static final String THREADS = "io.procpool.internal.threads..";
  private static final String WORKERS = "io.procpool.internal.workers..";
  private static final String DISPATCH = "io.procpool.internal.dispatch..";
  private static final String WORKER_JVM = "io.procpool.worker..";
  private static final String COMMAND_LINE = "io.procpool.cli..";

  /** Who shares memory, and whether they live. */
  private static final String SHARED_MEMORY = "io.procpool.sharing.internal.memory..";

  /** Ends JVMs, leaves threads and prints: it is what the others must stand. */
  private static final String TESTKIT = "io.procpool.testkit..";

  private static final DescribedPredicate<JavaClass> PROCESSES =
      named("java.lang.Process", "java.lang.ProcessBuilder")
          .or(resideInAPackage("org.apache.commons.exec.."));

  private static final DescribedPredicate<JavaClass> PROCESS_HANDLES =
      named("java.lang.ProcessHandle");

  private static final Pattern FIELD_SHARED_BY_THREADS =
      Pattern.compile(
          "  (private|protected|public|static|final|volatile|transient).*"
              + "\\b(volatile|Atomic\\w+|\\w*Lock|Condition|Semaphore|CountDownLatch|LongAdder)\\b"
              + ".*[;=]");

  @Test
  void kryoIsUsedByTheCodecAlone() {
    noClasses()
        .that(not(resideInAPackage("io.procpool.codec")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.esotericsoftware.."))
        .because("it is loaded lazily, and nobody else should learn how values are encoded")
        .check(CLASSES);
  }

  @Test
  void processesAreStartedAndWatchedInOnePackage() {
    noClasses()
        .that(not(resideInAnyPackage(WORKERS, TESTKIT)))
        .and(not(named("io.procpool.sharing.internal.memory.Reaper"))) // outlives this JVM, or goes
        .should()
        .dependOnClassesThat(PROCESSES)
        .orShould()
        .accessTargetWhere(isAccessTo(Runtime.class, "exec"))
        .because("whoever starts a process owes its whole life, and one room pays that")
        .check(CLASSES);
  }

  @Test
  void processHandlesAreUsedWhereProcessesAreAndForTheOwnPid() {
    noClasses()
        .that(not(resideInAnyPackage(WORKERS, WORKER_JVM, SHARED_MEMORY, TESTKIT)))
        .and(not(named("io.procpool.protocol.Greeting", "io.procpool.protocol.ProcessFolders")))
        .should()
        .dependOnClassesThat(PROCESS_HANDLES)
        .because(
            "the pool knows workers, not processes; a worker may look at itself and its parent")
        .check(CLASSES);
  }

  @Test
  void theJvmIsEndedByTheTwoMainsAndTheWorkersGuards() {
    noClasses()
        .that(not(named("io.procpool.cli.ProcpoolMain", "io.procpool.worker.WorkerMain")))
        .and(not(resideInAPackage(WORKER_JVM).and(simpleNameEndingWith("Guard"))))
        .and(not(resideInAPackage(TESTKIT)))
        .should()
        .accessTargetWhere(isAccessTo(System.class, "exit"))
        .orShould()
        .accessTargetWhere(isAccessTo(Runtime.class, "exit", "halt"))
        .because("a library that ends its user's JVM is no library")
        .check(CLASSES);
  }

  @Test
  void theFlightRecorderIsKnownInOnePackage() {
    noClasses()
        .that(not(resideInAPackage("io.procpool.internal.jfr")))
        .should()
        .dependOnClassesThat(resideInAPackage("jdk.jfr.."))
        .because("to load it costs a start a fifth of a second, and not every JVM has it")
        .check(CLASSES);
  }

  @Test
  void micrometerIsKnownInOnePackageThatNobodyNeeds() {
    String meters = "io.procpool.micrometer";
    noClasses()
        .that(not(resideInAPackage(meters)))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.micrometer..", meters))
        .because("it is not in our jar")
        .check(CLASSES);
  }

  @Test
  void standardStreamsAreTheCommandLinesAndTheWorkersSetUp() {
    noClasses()
        .that(not(resideInAnyPackage(COMMAND_LINE, TESTKIT)))
        .and(
            not(
                named(
                    "io.procpool.worker.StandardStreams",
                    "io.procpool.ProcessPoolBuilder",
                    "io.procpool.internal.calls.Terminal")))
        .should()
        .accessTargetWhere(isAccessTo(System.class, "in", "out", "err", "console"))
        .orShould()
        .accessTargetWhere(printsStackTrace())
        .because("a library does not print; what it has to say is in its exceptions and its log")
        .check(CLASSES);
  }

  @Test
  void standardStreamsAreReplacedInTheWorkerAlone() {
    noClasses()
        .that(not(resideInAPackage(WORKER_JVM)))
        .should()
        .accessTargetWhere(isAccessTo(System.class, "setIn", "setOut", "setErr"))
        .because("the streams of the pool's JVM are its user's")
        .check(CLASSES);
  }

  @Test
  void threadsAreMadeByTheEngineAndTheWorkerJvm() {
    noClasses()
        .that(not(resideInAnyPackage(ENGINE, DISPATCH, THREADS, WORKERS, WORKER_JVM, TESTKIT)))
        .and(not(named("io.procpool.cli.Run"))) // a shutdown hook can only be a thread
        .and(not(named("io.procpool.sharing.internal.wires.Background"))) // all of sharing's wires
        .and(not(named("io.procpool.codec.DeepThread"))) // a stack's size is its thread's
        .and(not(named("io.procpool.internal.calls.TaskExecutor"))) // a view, without a thread
        .and(not(named("io.procpool.EnginePool"))) // makes that view
        .should()
        .accessTargetWhere(isConstructionOf(Thread.class))
        .orShould()
        .accessTargetWhere(isConstructionOf(ExecutorService.class))
        .orShould()
        .dependOnClassesThat(named(Executors.class.getName(), "java.util.Timer"))
        .because("every thread has a name, a role and an end that somebody can point to")
        .check(CLASSES);
  }

  @Test
  void thePoolThreadNeitherEncodesNorDecodes() {
    noClasses()
        .that(named("io.procpool.internal.dispatch.Dispatcher"))
        .should()
        .dependOnClassesThat(resideInAPackage("io.procpool.codec.."))
        .because(
            "encoding runs user code, and user code on the pool thread can stop the whole pool")
        .check(CLASSES);
  }

  @Test
  void theCallSideKnowsNoProcess() {
    noClasses()
        .that(resideInAPackage("io.procpool.internal.calls.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(DISPATCH, THREADS, WORKERS))
        .because("threads, and a cluster, are to carry out the same calls")
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoWayToCallIt() {
    noClasses()
        .that(resideInAnyPackage(DISPATCH, THREADS, WORKERS))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.procpool.internal.calls..", COMMAND_LINE))
        .because("a call goes out on one lane and comes back on the other")
        .check(CLASSES);
  }

  @Test
  void aFieldThatThreadsShareSaysWhyNoThreadOwnsIt() {
    List<String> silent = new ArrayList<>();
    for (Path module : Artifacts.modules()) {
      for (Path file : ProductionCode.sourceFiles(module)) {
        silent.addAll(silentSharedFields(Artifacts.sources(module).resolve(file)));
      }
    }
    assertThat(silent).as("locks, volatile and atomic fields without a comment above").isEmpty();
  }

  private static List<String> silentSharedFields(Path file) {
    List<String> lines = ProductionCode.lines(file);
    List<String> silent = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      if (FIELD_SHARED_BY_THREADS.matcher(lines.get(at)).lookingAt() && !isExplained(lines, at)) {
        silent.add("%s:%d %s".formatted(file.getFileName(), at + 1, lines.get(at).trim()));
      }
    }
    return silent;
  }

  /** One comment may stand for several fields, as long as no empty line parts them. */
  private static boolean isExplained(List<String> lines, int field) {
    for (int at = field; at >= 0 && !lines.get(at).isBlank(); at--) {
      if (lines.get(at).contains("*/") || lines.get(at).contains("//")) {
        return true;
      }
    }
    return false;
  }

  private static DescribedPredicate<JavaAccess<?>> isAccessTo(Class<?> owner, String... members) {
    Set<String> names = Set.of(members);
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + String.join("/", members),
        access ->
            access.getTargetOwner().isAssignableTo(owner)
                && names.contains(access.getTarget().getName()));
  }

  /** To the standard error, that is; the others print where they are told to. */
  private static DescribedPredicate<JavaAccess<?>> printsStackTrace() {
    return isAccessTo(Throwable.class, "printStackTrace")
        .and(
            DescribedPredicate.describe(
                "without an argument",
                access -> access.getTarget().getFullName().endsWith("printStackTrace()")));
  }

  private static DescribedPredicate<JavaAccess<?>> isConstructionOf(Class<?> type) {
    return DescribedPredicate.describe(
        "new " + type.getSimpleName(),
        access ->
            access.getTarget().getName().equals("<init>")
                && assignableTo(type).test(access.getTargetOwner()));
  }
}
