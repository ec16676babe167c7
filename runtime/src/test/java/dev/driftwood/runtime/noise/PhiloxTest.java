package dev.driftwood.runtime.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
  /** The lines "philox4x32 10" of the file kat_vectors published with the library Random123. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000000 00000000 00000000 00000000|00000000 00000000|6627e8d5 e169c58d bc57ac4c 9b00dbd8
          ffffffff ffffffff ffffffff ffffffff|ffffffff ffffffff|408f276d 41c83b0e a20bc7c6 6d5451fd
          243f6a88 85a308d3 13198a2e 03707344|a4093822 299f31d0|d16cfe09 94fdcceb 5001e420 24126ea1
          """)
  void matchesPublishedKnownAnswers(String counter, String key, String expected) {
    int[] words = words(counter);
    int[] keyWords = words(key);
    Philox.apply(Integer.toUnsignedLong(keyWords[0]) | (long) keyWords[1] << 32, words);
    assertThat(words).containsExactly(words(expected));
  }

  private static int[] words(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(HexFormat::fromHexDigits).toArray();
  }
}
