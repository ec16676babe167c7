package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.adopt.Adoption;
import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.fixture.Artefacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SuppliesTest {
  private static final Artefact OURS = Artefacts.gaussianPoints(List.of(0.0, 1.0), 1.0);
  private static final LikelihoodPlan CHAIN =
      LikelihoodPlan.of(new LikelihoodMethod.Vlb(OptionalInt.empty()));

  /** Without the time at which there is no noise. */
  @Test
  void discreteTimesAreThoseThatTheNetworkWasAdoptedWith() {
    AdoptedSpec spec =
        new AdoptedSpec(
            "sample",
            "timestep",
            Optional.empty(),
            "out",
            AdoptedSpec.Conditioning.T,
            1,
            List.of(1.0, 0.5, 0.25, 0.0),
            AdoptedSpec.Layout.NCHW,
            AdoptedSpec.Channels.MEAN);
    String json = OURS.description().withOutput(OutputKind.EPSILON).withAdopted(spec).toJson();
    Artefact adopted =
        Artefact.of(OURS.description(), OURS.graph(), Map.of(Adoption.METADATA_KEY, json));

    List<Double> own = Supplies.of(adopted, CHAIN).times();

    assertThat(own).containsExactly(0.25, 0.5, 1.0);
    assertThat(new LikelihoodMethod.Vlb(OptionalInt.empty()).times(own)).isEqualTo(own);
    assertThat(new LikelihoodMethod.Vlb(OptionalInt.of(2)).times(own)).containsExactly(0.5, 1.0);
    assertThat(Supplies.of(adopted, LikelihoodPlan.defaults()).times()).isEmpty();
  }

  @Test
  void ownNetworksHaveAThousandEqualSteps() {
    List<Double> own = Supplies.of(OURS, CHAIN).times();

    assertThat(own).isEmpty();
    assertThat(new LikelihoodMethod.Vlb(OptionalInt.empty()).times(own))
        .hasSize(1000)
        .startsWith(0.001)
        .endsWith(1.0);
  }
}
