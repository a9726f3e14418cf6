package io.procpool.it.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.procpool.PoolClosedException;
import io.procpool.ProcessPool;
import io.procpool.TravelReport;
import io.procpool.TravelReport.Part;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code check} says of a call before it is made. */
class CheckIT {

  private static ProcessPool pool;

  @BeforeAll
  static void open() {
    pool = ProcessPool.create(1);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @Test
  void everyPartIsNamedAndMeasured() {
    long[] table = new long[1000];

    TravelReport report = pool.check((Integer i) -> List.of(table[i]), 7);

    assertThat(report.isGood()).isTrue();
    assertThat(report.parts())
        .extracting(part -> part.what().strip())
        .containsExactly("function", "captured", "item", "result");
    assertThat(report.parts().get(0).bytes()).isGreaterThan(8000);
    assertThat(report.parts().get(1)).matches(part -> part.type().equals("long[]"));
    assertThat(report.parts().get(1).bytes()).isBetween(8000L, 8010L);
    assertThat(report.parts().get(2).bytes()).isBetween(1L, 3L);
    assertThat(report.toString().lines()).hasSize(4).allMatch(line -> line.endsWith(" bytes"));
  }

  @Test
  void aFunctionThatCannotCrossIsNotRun() {
    Thread thread = Thread.currentThread();

    TravelReport report = pool.check((Integer i) -> thread.getName() + i, 7);

    assertThat(report.isGood()).isFalse();
    assertThat(problems(report)).anyMatch(problem -> problem.contains("java.lang.Thread"));
    assertThat(report.parts()).extracting(Part::what).doesNotContain("result");
  }

  @Test
  void anItemThatCannotCrossIsToldWithItsReason() {
    TravelReport report = pool.check(Object::hashCode, new Thread("mine"));

    assertThat(problems(report)).singleElement().asString().contains("java.lang.Thread");
  }

  @Test
  void aResultThatCannotCrossIsToldWithItsReason() {
    TravelReport report = pool.check((String name) -> new Thread(name), "mine");

    assertThat(problems(report)).singleElement().asString().contains("java.lang.Thread");
  }

  @Test
  void aClosedPoolChecksNothing() {
    ProcessPool closed = ProcessPool.create(1);
    closed.close();

    assertThatThrownBy(() -> closed.check((Integer i) -> i, 7))
        .isInstanceOf(PoolClosedException.class);
  }

  private static List<String> problems(TravelReport report) {
    return report.parts().stream().map(Part::problem).filter(problem -> problem != null).toList();
  }
}
