package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.solve.DriftFunction;
import dev.driftwood.runtime.solve.GuidedDrift;
import java.util.function.UnaryOperator;

/**
 * What a plan says about classes, as far as a model has them.
 *
 * @param labels which row is asked about which class
 * @param guided the drift that rows see in place of the network's
 */
record Conditioning(RowLabels labels, UnaryOperator<DriftFunction> guided) {
  /**
   * That of a plan.
   *
   * @throws IllegalArgumentException where the model does not know a class, or can't be guided
   */
  static Conditioning of(ModelDescription model, SamplePlan plan) {
    RowLabels labels = RowLabels.of(model, plan.labels());
    if (plan.guidance().isEmpty()) {
      return new Conditioning(labels, UnaryOperator.identity());
    }
    int none = model.guidedFrom(plan.labels());
    return new Conditioning(labels, drift -> new GuidedDrift(drift, plan.guidance().get(), none));
  }
}
