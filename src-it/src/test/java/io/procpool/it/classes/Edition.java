package io.procpool.it.classes;

/** A class of which an application has another version. */
public final class Edition {

  private static int questions;

  private Edition() {}

  public static String name() {
    questions++;
    return "of the class path, asked " + questions;
  }
}
