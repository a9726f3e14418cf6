package io.procpool.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that holds the tables of the latest run, between two lines of its own that no reader
 * sees. A file that is not there yet, or has no such lines, holds nothing else.
 */
public final class MarkdownFile {

  static final String BEGIN = "<!-- figures -->\n";
  static final String END = "<!-- end of figures -->\n";

  private final Path file;

  public MarkdownFile(Path file) {
    this.file = file;
  }

  public void put(Tables tables) throws IOException {
    String old = Files.exists(file) ? Files.readString(file) : "";
    int begin = old.indexOf(BEGIN);
    int end = old.indexOf(END);
    boolean hasPlace = begin >= 0 && end > begin;
    String before = hasPlace ? old.substring(0, begin) : "";
    String after = hasPlace ? old.substring(end + END.length()) : "";
    Files.writeString(file, before + BEGIN + "\n" + tables + "\n" + END + after);
  }
}
