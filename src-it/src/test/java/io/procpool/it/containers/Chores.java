package io.procpool.it.containers;

import io.procpool.task.Job;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The job of these tests, run by workers in containers. Each of its arguments is a task, named as
 * below, with what it is about after a colon; one that is named otherwise is its own result. This
 * class alone is in the job's jar.
 */
public final class Chores implements Job<String, String> {

  private static final int MIB = 1 << 20;

  @Override
  public Stream<String> inputs(List<String> arguments, Stream<String> lines) {
    return arguments.stream();
  }

  @Override
  public String apply(String chore) throws Exception {
    String about = chore.substring(chore.indexOf(':') + 1);
    return switch (chore.split(":")[0]) {
      case "await" -> await(Path.of(about));
      case "compiler" -> "compiler " + (ToolProvider.getSystemJavaCompiler() != null);
      case "exists" -> "exists " + Files.exists(Path.of(about));
      case "exit" -> exit();
      case "fill" -> fill(Path.of(about));
      case "hog-heap" -> hogHeap();
      case "hog-native" -> hogNative();
      case "parent" -> "parent " + ProcessHandle.current().parent().orElseThrow().pid();
      case "print" -> print();
      case "spin" -> spin();
      case "touch" -> "touched " + Files.createFile(Path.of(about));
      case "user" -> "user " + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      default -> chore;
    };
  }

  /** Waits for another container to make a file. */
  private static String await(Path file) throws InterruptedException {
    System.err.println("awaiting");
    while (!Files.exists(file)) {
      Thread.sleep(20);
    }
    return "awaited";
  }

  private static String exit() {
    System.exit(3);
    return "not reached";
  }

  /** Writes to a folder until it is full, and leaves it so. */
  private static String fill(Path folder) {
    byte[] block = new byte[1024];
    for (int i = 0; true; i++) {
      try {
        Files.write(folder.resolve("filling-" + i), block);
      } catch (IOException e) {
        return "filled";
      }
    }
  }

  private static String hogHeap() {
    List<byte[]> hoard = new ArrayList<>();
    while (true) {
      hoard.add(new byte[MIB]);
    }
  }

  /** Buffers are zeroed, so that each of their pages is really taken. */
  private static String hogNative() {
    List<ByteBuffer> hoard = new ArrayList<>();
    while (true) {
      hoard.add(ByteBuffer.allocateDirect(MIB));
    }
  }

  private static String print() {
    System.out.println("to standard output");
    System.err.println("to standard error");
    return "printed";
  }

  private static String spin() {
    System.err.println("spinning");
    int turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Integer.MAX_VALUE;
    }
    return "not reached";
  }
}
