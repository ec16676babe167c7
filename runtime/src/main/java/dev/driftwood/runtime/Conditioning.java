package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.solve.Asking;
import dev.driftwood.runtime.solve.GuidedAsking;

/**
 * What a plan says about classes, as far as a model has them.
 *
 * @param labels which row is asked about which class
 * @param asking what a row's queries are to the network
 */
record Conditioning(RowLabels labels, Asking asking) {
  /**
   * That of a plan.
   *
   * @throws IllegalArgumentException where the model does not know a class, or can't be guided
   */
  static Conditioning of(ModelDescription model, SamplePlan plan) {
    RowLabels labels = RowLabels.of(model, plan.labels());
    if (plan.guidance().isEmpty()) {
      return new Conditioning(labels, Asking.PLAIN);
    }
    int none = model.guidedFrom(plan.labels());
    return new Conditioning(labels, new GuidedAsking(plan.guidance().get(), none));
  }
}
