package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyClassesTest {

  @Test
  void eachOfTheNamesIsThatOfAClass() throws Exception {
    List<String> names = names();

    assertThat(names).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    for (String name : names) {
      Class.forName(name, false, getClass().getClassLoader());
    }
  }

  @Test
  void whatTheJdkMakesProcessesByIsThere() throws Exception {
    assertThat(Class.forName("java.lang.ProcessImpl")).isNotNull();
  }

  private static List<String> names() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                EarlyClasses.class.getResourceAsStream("early-classes.txt"),
                StandardCharsets.US_ASCII))) {
      return lines.lines().toList();
    }
  }
}
