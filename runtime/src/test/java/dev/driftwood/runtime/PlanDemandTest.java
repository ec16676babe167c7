package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.batch.Demand;
import org.junit.jupiter.api.Test;

class PlanDemandTest {
  private final PlanDemand demand = new PlanDemand(100, 64);

  @Test
  void countsWhatJudgingAnImageTakes() {
    Demand judging = demand.of(EvidencePlan.DEFAULT, 0, 1);

    // Sixteen times and one more, and ten levels; the drift alone.
    assertThat(judging.evaluations()).isEqualTo(27);
    assertThat(judging.tangents()).isZero();
  }

  @Test
  void holdsTheRowsOfAStreamThatAreInFlightWithTheirDirections() {
    Demand scoring = demand.of(LikelihoodPlan.defaults(), 1000, 1);

    // 64 rows, each of twelve arrays and a direction.
    assertThat(scoring.bytes()).isEqualTo(1000 + 64 * 13 * 8 * 100);
  }
}
