package dev.driftwood.bench.sampler;

import dev.driftwood.bench.compare.Curve;
import dev.driftwood.bench.compare.ErrorChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores of one problem and metric as curves. */
public final class ScoreChart {
  private ScoreChart() {}

  /** The chart; the floor is left out, having no evaluations. */
  public static ErrorChart of(String problem, Metric metric, List<Score> scores) {
    Map<String, List<Score>> byName = new LinkedHashMap<>();
    for (Score score : scores) {
      if (score.problem().equals(problem) && score.metric() == metric && score.evaluations() > 0) {
        byName.computeIfAbsent(score.name(), name -> new ArrayList<>()).add(score);
      }
    }
    List<Curve> curves =
        byName.entrySet().stream().map(entry -> curve(entry.getKey(), entry.getValue())).toList();
    return new ErrorChart(problem, axis(metric), curves);
  }

  private static String axis(Metric metric) {
    return switch (metric) {
      case PATH -> "distance to the exact path (root mean square, mean over rows)";
      case LAW -> "sliced Wasserstein distance to the law of the data";
    };
  }

  private static Curve curve(String name, List<Score> scores) {
    return new Curve(
        name,
        scores.stream().map(Score::evaluations).toList(),
        scores.stream().map(score -> score.errors().mean()).toList(),
        scores.get(0).ours());
  }
}
