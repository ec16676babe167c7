package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.ort.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Whether a simplified network gives what the network gave, at batches that it was not measured
 * with: a branch on the size of the batch is no constant.
 */
final class Equivalence {
  private static final int[] BATCHES = {5, 17};

  /** Rounding in another order; a constant that was none is far above. */
  private static final double TOLERANCE = 1e-3;

  private Equivalence() {}

  /**
   * Compares two connections.
   *
   * @throws DriftwoodException where their outputs differ
   */
  static void require(Connection original, Connection simplified) {
    try (Trial before = open(original);
        Trial after = open(simplified)) {
      for (int batch : BATCHES) {
        Map<String, Initializer> fed = Feeding.plausible(original, batch);
        double[] expected = output(before, original, fed);
        double[] actual = output(after, simplified, fed);
        boolean alike =
            expected.length == actual.length
                && (!finite(expected) || Difference.relative(expected, actual) < TOLERANCE);
        if (!alike) {
          throw new DriftwoodException(
              "the network does something else with a batch of %d than with one of 3: a size of the batch decides what it computes (expected: rows that do not depend on how many there are)"
                  .formatted(batch));
        }
      }
    }
  }

  private static Trial open(Connection connection) {
    OnnxGraph graph = connection.graph();
    return Trial.open(graph, List.of(connection.output()));
  }

  private static double[] output(Trial trial, Connection connection, Map<String, Initializer> fed) {
    return trial.run(fed).get(connection.output()).array().orElseThrow().numbers();
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }
}
