package dev.driftwood.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataChecksumTest {
  @Test
  void isTheDigestOfBytesAndClasses() {
    // printf '\x01\x02\x00\x00\x00\x07' | sha256sum
    assertThat(DataChecksum.of(items(7, 1, 2)))
        .isEqualTo("eb628c671dd80fbd25643a0ddf42ad80d4b6000c49535a0409d76a02b0e9df76");
    assertThat(DataChecksum.of(items(8, 1, 2))).isNotEqualTo(DataChecksum.of(items(7, 1, 2)));
    assertThat(DataChecksum.of(items(7, 1, 3))).isNotEqualTo(DataChecksum.of(items(7, 1, 2)));
  }

  @Test
  void tellsComputedDataApart() {
    Datasets datasets = new Datasets(name -> Optional.empty());
    Items roll = datasets.load("swissroll", Optional.empty()).training();
    Items mixture = datasets.load("gaussians", Optional.empty()).training();
    assertThat(DataChecksum.of(roll)).isNotEqualTo(DataChecksum.of(mixture));
  }

  @Test
  void keepsWhatWasDrawn() {
    Items glyphs =
        new Datasets(name -> Optional.empty()).load("glyphs", Optional.empty()).training();
    Image once = glyphs.image(17);
    assertThat(glyphs.image(17)).isSameAs(once);
    assertThat(once.id()).isEqualTo("17");
    assertThat(glyphs.image(18)).isNotSameAs(once);
  }

  private static Items items(int label, int first, int second) {
    byte[] bytes = {(byte) first, (byte) second};
    Image image = Image.of("0", ItemShape.image(1, 1, 2), ElementType.U8, bytes);
    return new StoredItems(List.of(image), List.of(label));
  }
}
