package dev.driftwood.bench.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.bench.compare.SeededErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jdk")
class SamplerBenchTest {
  private static final Problem SMALL = small();

  private static Problem small() {
    Problem whole = Problem.exact("mixture-2d");
    return new Problem(
        whole.name(),
        whole.sde(),
        whole.tMin(),
        whole.dimension(),
        whole.drift(),
        whole.label(),
        whole.law(),
        64,
        48);
  }

  @Test
  void measuresEverySamplerOnTheSameRows(@TempDir Path folder) throws Exception {
    SamplerBench.Result result = SamplerBench.measure(SMALL, List.of(6), 2, line -> {});
    List<Score> scores = result.scores();

    assertThat(scores)
        .extracting(Score::name)
        .contains("exact", "fitted", "heun", "ddim", "deis", "unipc", "ancestral");
    assertThat(scores)
        .filteredOn(score -> score.name().equals("rk4"))
        .as("no number of steps takes six evaluations")
        .isEmpty();
    assertThat(scores)
        .filteredOn(score -> score.metric() == Metric.PATH)
        .noneMatch(Score::stochastic);
    assertThat(error(scores, "dpm-solver++ variant singlestep")).isPositive();
    assertThat(Standing.of(scores)).hasSize(2).allMatch(standing -> !standing.beaten());
    assertThat(result.tuned()).hasSize(1);

    Path picture = folder.resolve("chart.png");
    ScoreChart.of("mixture-2d", Metric.PATH, scores).write(picture);
    assertThat(Files.size(picture)).isPositive();
  }

  @Test
  void referenceIsFineEnoughToMeasureFrom() {
    Flock flock = new Flock(SMALL, 1);
    Problem finer =
        new Problem(
            SMALL.name(),
            SMALL.sde(),
            SMALL.tMin(),
            SMALL.dimension(),
            SMALL.drift(),
            SMALL.label(),
            Optional.empty(),
            64,
            192);
    double distance = Flock.distance(flock.reference(), new Flock(finer, 1).reference());
    // Far below the smallest error that is printed for 20 evaluations, some 5e-4.
    assertThat(distance).isCloseTo(0, within(5e-5));
  }

  @Test
  void isBeatenOnlyByMoreThanMattersAndThanChance() {
    assertThat(standing(List.of(1.0, 1.1), List.of(0.99, 1.09)).beaten()).isFalse();
    assertThat(standing(List.of(1.5, 1.6), List.of(1.0, 1.1)).beaten()).isTrue();
    assertThat(standing(List.of(1.0, 3.0), List.of(1.0, 1.2)).beaten()).isFalse();
    assertThat(standing(List.of(0.5, 0.6), List.of(1.0, 1.1)).first()).isTrue();
  }

  private static Standing standing(List<Double> ours, List<Double> best) {
    return Standing.of(List.of(score(true, ours), score(false, best))).get(0);
  }

  private static Score score(boolean ours, List<Double> errors) {
    return new Score("p", Metric.PATH, 5, "s", "", false, ours, new SeededErrors(errors));
  }

  private static double error(List<Score> scores, String name) {
    return scores.stream()
        .filter(score -> score.name().equals(name) && score.metric() == Metric.PATH)
        .findFirst()
        .orElseThrow()
        .errors()
        .mean();
  }
}
