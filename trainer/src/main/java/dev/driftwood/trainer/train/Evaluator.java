package dev.driftwood.trainer.train;

import dev.driftwood.trainer.net.TrainedWeights;
import java.util.List;

/** Looks at the averaged weights from time to time: draws samples, scores held-out data. */
public interface Evaluator {
  /** How often, in iterations; the last iteration is always evaluated. */
  int interval();

  /** Names of the figures it gives, columns of metrics.csv; units at the end of a name. */
  List<String> columns();

  /**
   * The figures, one a column.
   *
   * @param iteration steps done
   * @param weights the averaged weights
   */
  List<Double> evaluate(long iteration, TrainedWeights weights);
}
