package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.solve.Query;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What rows are asked about, as far as a model has classes.
 *
 * @param cycle labels that the model knows, at least one; row i has the one at {@code i mod size}
 */
record RowLabels(List<Integer> cycle) {
  RowLabels {
    cycle = List.copyOf(cycle);
  }

  /**
   * The labels of a plan, or the model's null label where the plan has none.
   *
   * @throws IllegalArgumentException where the model does not know one of them, or needs one
   */
  static RowLabels of(ModelDescription model, List<Integer> wanted) {
    if (wanted.isEmpty()) {
      return new RowLabels(List.of(label(model, OptionalInt.empty())));
    }
    return new RowLabels(
        wanted.stream().map(label -> label(model, OptionalInt.of(label))).toList());
  }

  /**
   * Every label that a model knows, its null label last; one that stands for none where there are
   * none.
   */
  static List<Integer> all(ModelDescription model) {
    if (model.labels().isEmpty()) {
      return List.of(Query.UNLABELLED);
    }
    LabelSpec labels = model.labels().get();
    IntStream known = IntStream.range(0, labels.count());
    return IntStream.concat(known, labels.nullLabel().stream()).boxed().toList();
  }

  /** The label of all rows of a likelihood. */
  static int label(ModelDescription model, OptionalInt wanted) {
    return model.label(wanted).orElse(Query.UNLABELLED);
  }

  int of(long row) {
    return cycle.get((int) (row % cycle.size()));
  }
}
