package dev.driftwood.runtime;

import dev.driftwood.runtime.adopt.Adoption;
import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.CovarianceEntry;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.likelihood.DataCovariance;
import dev.driftwood.runtime.sde.Sde;
import java.util.List;
import java.util.Optional;

/**
 * What a likelihood plan takes from its model beside the network.
 *
 * @param covariance of the data, where the plan has a control variate
 * @param times of a network that was trained at discrete ones, rising and with noise, where the
 *     plan is of such
 */
record Supplies(Optional<DataCovariance> covariance, List<Double> times) {
  /** Nothing. */
  static final Supplies NONE = new Supplies(Optional.empty(), List.of());

  /**
   * What there is for a plan.
   *
   * @throws DriftwoodException where the model lacks what it needs
   */
  static Supplies of(Artefact artefact, LikelihoodPlan plan) {
    Optional<DataCovariance> covariance =
        plan.controlVariate()
            ? Optional.of(CovarianceEntry.of(artefact).orElseThrow(Supplies::uncorrelated))
            : Optional.empty();
    boolean discrete = plan.method() instanceof LikelihoodMethod.Vlb;
    return new Supplies(covariance, discrete ? times(artefact) : List.of());
  }

  /** Of an adopted network, as its description had them. */
  private static List<Double> times(Artefact artefact) {
    Sde sde = artefact.description().sde().toSde();
    return Optional.ofNullable(artefact.metadata().get(Adoption.METADATA_KEY))
        .map(json -> ModelDescription.parse(json, "metadata " + Adoption.METADATA_KEY))
        .flatMap(ModelDescription::adopted)
        .map(AdoptedSpec::times)
        .orElse(List.of())
        .stream()
        .filter(t -> sde.sigma(t) > 0)
        .sorted()
        .toList();
  }

  private static DriftwoodException uncorrelated() {
    return new DriftwoodException(
        "the model keeps no covariance of its data for --control-variate (expected: a file that"
            + " 'driftwood calibrate' wrote, without --covariance 0)");
  }
}
