package dev.driftwood.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jdk")
class SoakTest {
  @Test
  @Timeout(300)
  void findsNothingInAFewSeconds(@TempDir Path folder) {
    Soak soak = new Soak(Duration.ofSeconds(4), 1, 4);

    SoakReport report = soak.here("mlp", new OrtSettings(Device.CPU, 1), folder);

    assertThat(report.surprises()).isEmpty();
    assertThat(report.unexpected()).isZero();
    assertThat(report.requests()).isPositive();
    assertThat(report.server()).hasSize(1);
    assertThat(report.server().get(0).leaked()).isZero();
    assertThat(report.server().get(0).openCalls()).isZero();
    assertThat(report.sound()).isTrue();
  }

  @Test
  void drawsScenariosByTheirWeights() {
    Map<Scenario, Integer> counts = new EnumMap<>(Scenario.class);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      counts.merge(Scenario.draw(random), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys(Scenario.values());
    // Weights 30 and 2 of 100; five standard deviations are 230 and 70.
    assertThat(counts.get(Scenario.SAMPLE)).isBetween(2770, 3230);
    assertThat(counts.get(Scenario.SLOW_READER)).isBetween(130, 270);
  }

  /** Or else the soak could not fail. */
  @Test
  void seesASampleThatIsNotTheExpectedOne() {
    SamplePlan plan = SamplePlan.builder().count(2).build();
    Sample first = sample(0, 1);
    Sample second = sample(1, 2);
    Expected expected =
        new Expected(
            List.of(plan),
            List.of(plan),
            Map.of(plan, List.of(first, second)),
            List.of(),
            List.of(),
            List.of());

    assertThat(expected.isOf(plan, List.of(second, first))).isTrue();
    assertThat(expected.isOf(plan, List.of(first))).isFalse();
    assertThat(expected.isOf(plan, List.of(first, second, second))).isFalse();
    assertThat(expected.isOf(plan, List.of(first, sample(1, Math.nextUp(2f))))).isFalse();
  }

  @Test
  void isNotSoundWhereSomethingIsLeft() {
    Map<Outcome, Long> well = Map.of(Outcome.ANSWERED, 5L);
    Map<Outcome, Long> badly = Map.of(Outcome.UNEXPECTED, 1L);

    assertThat(report(well, 0, 0).sound()).isTrue();
    assertThat(report(well, 1, 0).sound()).isFalse();
    assertThat(report(well, 0, 1).sound()).isFalse();
    assertThat(report(badly, 0, 0).sound()).isFalse();
  }

  @Test
  void refusesNoTimeAndNoClients() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Soak(Duration.ZERO, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Soak(Duration.ofSeconds(1), 0, 0));
  }

  private static SoakReport report(Map<Outcome, Long> outcomes, long leaked, int open) {
    return new SoakReport(
        1,
        List.of(new SoakReport.Line(Scenario.SAMPLE, outcomes, 1, 1)),
        List.of(),
        List.of(new SoakReport.ServerState(1, 1, leaked, open)));
  }

  private static Sample sample(long row, float value) {
    return new Sample(row, new float[] {value}, 1, dev.driftwood.runtime.solve.Outcome.DONE);
  }
}
