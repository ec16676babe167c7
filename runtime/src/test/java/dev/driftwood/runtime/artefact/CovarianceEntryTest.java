package dev.driftwood.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.likelihood.DataCovariance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CovarianceEntryTest {
  private static final Artefact POINTS = Artefacts.gaussianPoints(List.of(0.0, 1.0, 2.0), 1.0);

  @Test
  void isReadBackAsFarAsFloatsGo() {
    DataCovariance covariance =
        new DataCovariance(
            3,
            new double[][] {{0.6, 0.8, 0}, {0, 0, 1}},
            new double[] {2.5, 0.1},
            new double[] {0.5, 0.25, 1e-3});

    Artefact with = CovarianceEntry.add(covariance, 77, POINTS);
    DataCovariance back = CovarianceEntry.of(Artefact.parse(with.bytes(), "bytes")).orElseThrow();

    assertThat(with.metadata().get(CovarianceEntry.METADATA_KEY)).contains("\"images\":77");
    assertThat(back.variances()).containsExactly(2.5, 0.1);
    assertThat(back.directions()[0]).containsExactly(0.6f, 0.8f, 0);
    assertThat(back.directions()[1]).containsExactly(0, 0, 1);
    assertThat(back.remainder()).containsExactly(0.5, 0.25, 1e-3f);
    assertThat(CovarianceEntry.of(POINTS)).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithABrokenEntry() {
    assertThatThrownBy(() -> read("{\"schema\":2}"))
        .isInstanceOf(DriftwoodException.class)
        .hasMessage("metadata driftwood.covariance: schema 2 (expected: 1 to 1)");
    assertThatThrownBy(
            () ->
                read(
                    "{\"schema\":1,\"images\":5,\"variances\":[1],\"directions\":\"AAAA\","
                        + "\"remainder\":\"AAAA\"}"))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("3 bytes (expected: 3 numbers of 4)")
        .hasMessageContaining("what 'driftwood calibrate' writes");
  }

  private static void read(String json) {
    Artefact broken =
        Artefact.of(
            POINTS.description(), POINTS.graph(), Map.of(CovarianceEntry.METADATA_KEY, json));
    CovarianceEntry.of(broken);
  }
}
