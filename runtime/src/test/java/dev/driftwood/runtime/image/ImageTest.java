package dev.driftwood.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.data.ItemShape;
import org.junit.jupiter.api.Test;

class ImageTest {
  @Test
  void readsLittleEndianNumbers() {
    ItemShape shape = ItemShape.image(1, 1, 2);
    assertThat(Image.of("a", shape, ElementType.U8, new byte[] {1, -1}).values())
        .containsExactly(1, 255);
    assertThat(Image.of("a", shape, ElementType.U16, new byte[] {1, 2, -1, -1}).values())
        .containsExactly(513, 65535);
    assertThat(Image.ofFloats("a", shape, new float[] {0.5f, -2}).values())
        .containsExactly(0.5, -2);
  }

  @Test
  void rowKeyIsTheStartOfTheDigest() {
    Image image =
        Image.of("a", ItemShape.image(1, 1, 3), ElementType.U8, new byte[] {'a', 'b', 'c'});
    // SHA-256("abc") begins ba7816bf 8f01cfea (FIPS 180-2, appendix B.1); read little-endian.
    assertThat(image.rowKey()).isEqualTo(0xEACF018FBF1678BAL);
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] bytes = {1, 2};
    Image image = Image.of("a", ItemShape.point(2), ElementType.U8, bytes);
    bytes[0] = 9;
    image.bytes()[1] = 9;
    assertThat(image.values()).containsExactly(1, 2);
  }

  @Test
  void refusesTheWrongNumberOfBytes() {
    assertThatThrownBy(() -> Image.of("a", ItemShape.image(1, 2, 2), ElementType.U16, new byte[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 of them (expected: 8 for shape [1, 2, 2]");
  }
}
