package io.procpool.bench.sides;

import io.procpool.MapOptions;
import io.procpool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long JVMs take to start, from a JVM that is warm; so the workers are timed and not their
 * pool. Whether there is a class-data archive is for {@code procpool.archive} to say.
 *
 * <pre>
 *   bare NUMBER CLASSPATH    from the first start to the last one's byte
 *   first KIND FLAG...       from asking for a pool of one to its first result; KIND is basic or kryo
 *   all NUMBER               until each of so many workers has run a task
 * </pre>
 *
 * Beside the time, {@code bare} and {@code first} answer with the processor time of the new JVMs.
 */
public final class StartSide {

  private StartSide() {}

  public static void main(String[] arguments) throws Exception {
    Questions.answer(StartSide::answer);
  }

  private static String answer(List<String> words) throws Exception {
    return switch (words.get(0)) {
      case "bare" -> bare(Integer.parseInt(words.get(1)), words.get(2));
      case "first" -> first(words.get(1), words.subList(2, words.size()));
      case "all" -> "" + all(Integer.parseInt(words.get(1)));
      default -> throw Questions.unknown(words);
    };
  }

  private static String bare(int number, String classPath)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = List.of(java, "-cp", classPath, Hello.class.getName());
    List<Process> processes = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < number; i++) {
      processes.add(new ProcessBuilder(command).start());
    }
    for (Process process : processes) {
      if (process.getInputStream().read() != 'A') {
        throw new IOException("a bare JVM did not answer");
      }
    }
    long nanos = System.nanoTime() - start;
    long cpu = 0;
    for (Process process : processes) {
      cpu += Jvm.of(process.pid()).cpuNanos();
      process.getOutputStream().close();
      process.waitFor();
    }
    return nanos + " " + cpu;
  }

  private static String first(String kind, List<String> flags) throws IOException {
    Object value = kind.equals("kryo") ? Point.at(1) : Long.valueOf(41);
    long start = System.nanoTime();
    try (ProcessPool pool =
        ProcessPool.builder().processes(1).jvmArgs(flags.toArray(new String[0])).build()) {
      if (!pool.apply(x -> x, value).equals(value)) {
        throw new AssertionError("a value came back as another");
      }
      long nanos = System.nanoTime() - start;
      return nanos + " " + cpuOfWorker();
    }
  }

  /** Behind the first result without an archive, the JVM that makes one is a child too. */
  private static long cpuOfWorker() throws IOException {
    ProcessHandle oldest =
        ProcessHandle.current()
            .children()
            .min((one, other) -> Long.compare(one.pid(), other.pid()))
            .orElseThrow();
    return Jvm.of(oldest.pid()).cpuNanos();
  }

  /** None of the tasks ends before all have begun. */
  private static long all(int number) throws IOException {
    Path folder = Files.createTempDirectory("starts");
    String name = folder.toString();
    long start = System.nanoTime();
    try (ProcessPool pool = ProcessPool.create(number)) {
      List<Integer> items = IntStream.range(0, number).boxed().toList();
      pool.map(item -> meet(name, item, items.size()), items, MapOptions.DEFAULT.withChunkSize(1));
      return System.nanoTime() - start;
    } finally {
      for (File file : folder.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(folder);
    }
  }

  private static int meet(String folder, int item, int number) throws Exception {
    File here = new File(folder);
    if (!new File(here, Integer.toString(item)).createNewFile()) {
      throw new IOException("task " + item + " has run before");
    }
    while (here.list().length < number) {
      Thread.sleep(1);
    }
    return item;
  }
}
