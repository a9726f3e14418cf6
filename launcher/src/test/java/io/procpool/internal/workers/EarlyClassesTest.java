package io.procpool.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyClassesTest {

  @Test
  void eachOfTheNamesIsThatOfAClass() throws Exception {
    List<String> names = EarlyClassNames.ALL.lines().toList();

    assertThat(names).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    for (String name : names) {
      Class.forName(name, false, getClass().getClassLoader());
    }
  }

  @Test
  void whatTheJdkMakesProcessesByIsThere() throws Exception {
    assertThat(Class.forName("java.lang.ProcessImpl")).isNotNull();
  }
}
