package io.procpool.bench.sides;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The questions on this program's input: one per line, words between spaces, until it ends. */
final class Questions {

  private Questions() {}

  /** Answers each with a line of its own. */
  static void answer(Answers answers) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(answers.to(List.of(line.split(" "))));
    }
  }

  static IOException unknown(List<String> words) {
    return new IOException("there is no question " + words);
  }

  /** What a program can be asked. */
  interface Answers {

    /** Numbers between spaces. */
    String to(List<String> words) throws Exception;
  }
}
