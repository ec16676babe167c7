package dev.driftwood.trainer.train;

import dev.driftwood.trainer.net.TrainedWeights;
import java.util.List;

/** Looks at the averaged weights from time to time: draws samples, scores held-out data. */
public interface Evaluator {
  /** How often, in iterations; the last iteration is always evaluated. */
  int interval();

  /** Whether it is this one's turn; at the interval's multiples, if nothing else is said. */
  default boolean isDue(long iteration) {
    return iteration % interval() == 0;
  }

  /** Names of the figures it gives, columns of metrics.csv; units at the end of a name. */
  List<String> columns();

  /** Whether the least first figure tells the best weights. */
  default boolean ranks() {
    return false;
  }

  /**
   * The figures, one a column.
   *
   * @param iteration steps done
   * @param weights the averaged weights
   */
  List<Double> evaluate(long iteration, TrainedWeights weights);
}
