package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a network takes the classes that its description has, the null class among them. */
final class LabelCheck {
  private LabelCheck() {}

  /**
   * Checks a network; without labels there is nothing to find.
   *
   * @throws DriftwoodException where a class can't be fed
   */
  static List<Finding> of(DriftTrial trial, TrialRows source) {
    Optional<LabelSpec> labels = source.description().labels();
    return labels.map(spec -> List.of(found(trial, source, spec))).orElse(List.of());
  }

  private static Finding found(DriftTrial trial, TrialRows source, LabelSpec labels) {
    List<Integer> classes = new ArrayList<>(List.of(0, labels.count() - 1));
    labels.nullLabel().ifPresent(classes::add);
    Row row = source.row(0, 0.5).row();
    double[] first = output(trial, row, 0);
    double difference = 0;
    for (int label : classes) {
      difference = Math.max(difference, Difference.relative(first, output(trial, row, label)));
    }
    if (classes.stream().distinct().count() > 1 && !(difference > 1e-6)) {
      return Finding.warning("labels", "classes " + classes + " all give the same output");
    }
    return Finding.of("labels", "classes " + classes + " are taken and told apart");
  }

  private static double[] output(DriftTrial trial, Row row, int label) {
    try {
      return trial.network(List.of(new Row(row.x(), row.t(), label))).get(0);
    } catch (DriftwoodException e) {
      throw new DriftwoodException(
          "labels: the network does not take class %d (expected: all below labels.count, and labels.nullLabel): %s"
              .formatted(label, e.getMessage()),
          e);
    }
  }
}
