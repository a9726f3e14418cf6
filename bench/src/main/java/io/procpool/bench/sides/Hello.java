package io.procpool.bench.sides;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The least that a JVM can do: one byte. What any worker's start is compared with. It ends with its
 * input, so that what it has cost can be read first.
 */
public final class Hello {

  private Hello() {}

  public static void main(String[] arguments) throws IOException {
    new FileOutputStream(FileDescriptor.out).write('A');
    new FileInputStream(FileDescriptor.in).read();
  }
}
