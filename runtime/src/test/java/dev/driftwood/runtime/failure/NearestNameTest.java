package dev.driftwood.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> SAMPLERS = List.of("heun", "euler-maruyama", "dormand-prince");

  @Test
  void findsSwappedLetters() {
    assertThat(NearestName.of("huen", SAMPLERS)).contains("heun");
  }

  @Test
  void ignoresCase() {
    assertThat(NearestName.of("Euler-Marujama", SAMPLERS)).contains("euler-maruyama");
  }

  @Test
  void staysSilentWhenNothingIsNear() {
    assertThat(NearestName.of("ancestral", SAMPLERS)).isEmpty();
    assertThat(NearestName.of("xx", List.of("vp", "ve"))).isEmpty();
    assertThat(NearestName.of("heun", List.of())).isEmpty();
  }

  @Test
  void sentenceNamesTheNearestAndAllKnown() {
    assertThat(NearestName.unknown("sampler", "huen", SAMPLERS))
        .isEqualTo(
            "unknown sampler 'huen' (nearest: 'heun'; known: dormand-prince, euler-maruyama, heun)");
    assertThat(NearestName.unknown("sampler", "ancestral", SAMPLERS))
        .isEqualTo("unknown sampler 'ancestral' (known: dormand-prince, euler-maruyama, heun)");
  }
}
