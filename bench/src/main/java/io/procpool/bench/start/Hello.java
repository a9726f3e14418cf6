package io.procpool.bench.start;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** The least that a JVM can do: one byte. What any worker's start is compared with. */
final class Hello {

  private Hello() {}

  public static void main(String[] args) throws IOException {
    new FileOutputStream(FileDescriptor.out).write('A');
  }
}
