package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "€", "😀"})
  void leavesTheEndOfALongTextOutByWholeCharacters(String character) {
    String text = ShortText.of(character.repeat(5000));

    assertThat(text).endsWith("...");
    String kept = text.substring(0, text.length() - 3);
    assertThat(kept.replace(character, "")).isEmpty();
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(590, 600);
  }

  @Test
  void leavesAShortTextAsItIs() {
    assertThat(ShortText.of("x".repeat(600))).hasSize(600);
    assertThat(ShortText.of("")).isEmpty();
  }
}
