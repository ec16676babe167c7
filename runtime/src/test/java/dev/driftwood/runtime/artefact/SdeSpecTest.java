package dev.driftwood.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SdeSpecTest {
  @Test
  void becomesTheSdeItDescribes() {
    assertThat(new SdeSpec(SdeSpec.Type.VP, Map.of("betaMin", 0.2)).toSde())
        .isEqualTo(new VariancePreserving(0.2, 20));
    assertThat(SdeSpec.of(SdeSpec.Type.SUBVP).toSde())
        .isEqualTo(new SubVariancePreserving(0.1, 20));
    assertThat(SdeSpec.of(SdeSpec.Type.VE).toSde()).isEqualTo(new VarianceExploding(0.01, 50));
    assertThat(new SdeSpec(SdeSpec.Type.VP_COSINE, Map.of("s", 0.02)).toSde())
        .isEqualTo(new CosineVariancePreserving(0.02));
    assertThat(SdeSpec.of(SdeSpec.Type.VP_COSINE).toSde())
        .isEqualTo(new CosineVariancePreserving(0.008));
  }

  @Test
  void refusesParametersOfAnotherFamily() {
    assertThatThrownBy(() -> new SdeSpec(SdeSpec.Type.VP, Map.of("sigmaMin", 0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[sigmaMin] (expected: [betaMax, betaMin])");
    assertThatThrownBy(() -> new SdeSpec(SdeSpec.Type.VE, Map.of("sigmaMin", Double.NaN)))
        .hasMessageContaining("sigmaMin: NaN (expected: a positive number)");
  }
}
