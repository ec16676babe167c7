package dev.driftwood.bench.sampler;

import dev.driftwood.bench.compare.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the fitted solver stands in one comparison: same problem, metric and evaluations, samplers
 * without noise.
 *
 * @param ours the fitted solver
 * @param best the best of the others
 */
public record Standing(Score ours, Score best) {
  /** More than this share of the best's error matters. */
  private static final double SHARE = 0.1;

  private static final double STANDARD_ERRORS = 2;

  /** The comparisons that scores allow. */
  public static List<Standing> of(List<Score> scores) {
    List<Standing> standings = new ArrayList<>();
    for (Score score : scores) {
      if (score.ours()) {
        best(score, scores).ifPresent(best -> standings.add(new Standing(score, best)));
      }
    }
    return List.copyOf(standings);
  }

  private static Optional<Score> best(Score ours, List<Score> scores) {
    return scores.stream()
        .filter(score -> !score.ours() && !score.stochastic())
        .filter(score -> score.evaluations() == ours.evaluations())
        .filter(score -> score.metric() == ours.metric())
        .filter(score -> Double.isFinite(score.errors().mean()))
        .min(Comparator.comparingDouble(score -> score.errors().mean()));
  }

  /** Whether the fitted solver's error is the least. */
  public boolean first() {
    return ours.errors().mean() <= best.errors().mean();
  }

  /** Whether the best's error is less both by a tenth and by two paired standard errors. */
  public boolean beaten() {
    return ours.errors().worseThan(best.errors(), SHARE, STANDARD_ERRORS);
  }

  /** The mean of what the fitted solver's error is above the best's, paired by seed. */
  public Estimate difference() {
    return ours.errors().minus(best.errors());
  }
}
