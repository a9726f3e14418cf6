package io.procpool.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final Offset<Double> ROUNDING = within(1e-9);

  @Test
  void timesAreDividedRoundByRound() {
    Score score = Reports.time().scores().get(0);

    assertThat(score.ratio()).isCloseTo(1.2, ROUNDING);
    assertThat(score.lowest()).isCloseTo(1.1, ROUNDING);
    assertThat(score.verdict()).isEqualTo(Verdict.MUST);
  }

  @Test
  void anAdvantageInRatesIsOursByTheirs() {
    Score score = Reports.rate().scores().get(0);

    assertThat(score.ratio()).isCloseTo(100, ROUNDING);
    assertThat(score.verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void anAdvantageInTimesIsTheirsByOurs() {
    Goal goal = Goal.atLeast("peer", 2, 3);

    assertThat(goal.ratio(Unit.MILLIS, 10, 30)).isCloseTo(3, ROUNDING);
    assertThat(goal.verdict(3)).isEqualTo(Verdict.AIM);
  }

  @Test
  void theCostOfARateIsTheirsByOurs() {
    assertThat(Goal.atMost("peer", 1.05, 1).ratio(Unit.PER_SECOND, 20, 21))
        .isCloseTo(1.05, ROUNDING);
  }

  @Test
  void theValueThatAGoalNeedsHasItsRatio() {
    for (Goal goal : List.of(Goal.atMost("peer", 4, 2), Goal.atLeast("peer", 4, 8))) {
      for (Unit unit : Unit.values()) {
        assertThat(goal.ratio(unit, goal.valueAt(4, unit, 10), 10)).isCloseTo(4, ROUNDING);
      }
    }
  }

  @Test
  void nothingIsSaidOfAPeerThatIsNotHere() {
    assertThat(Reports.rate().scores()).hasSize(1);
  }
}
