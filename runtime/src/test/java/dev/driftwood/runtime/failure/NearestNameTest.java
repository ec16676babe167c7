package dev.driftwood.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  /** All distances would take minutes, in a server's handler. */
  @Test
  @Timeout(10)
  void isSoonDoneWithALongName() {
    String huge = "x".repeat(4_000_000);

    assertThat(NearestName.of(huge, Collections.nCopies(2_000, "euler-maruyama"))).isEmpty();
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
