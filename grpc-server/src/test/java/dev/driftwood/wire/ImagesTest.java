package dev.driftwood.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.image.PngGrid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImagesTest {
  private static final ItemShape SHAPE = ItemShape.image(1, 2, 3);

  @ParameterizedTest
  @EnumSource
  void keepsEveryStoredByte(ElementType type) {
    byte[] bytes = new byte[6 * type.bytes()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (37 * i - 100);
    }
    Image image = Image.of("a", SHAPE, type, bytes);

    Image read = (Image) Images.item("a", Images.message(image), SHAPE);

    assertThat(read.bytes()).isEqualTo(bytes);
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.shape()).isEqualTo(SHAPE);
    assertThat(read.rowKey()).isEqualTo(image.rowKey());
  }

  @Test
  void decodesAPng() {
    float[] levels = {0, 1 / 256f, 100 / 256f, 200 / 256f, 254 / 256f, 255 / 256f};
    byte[] png = PngGrid.of(SHAPE, 1).encode(List.of(levels));

    Image image = (Image) Images.item("a", png(png), SHAPE);

    assertThat(image.bytes()).containsExactly(0, 1, 100, (byte) 200, (byte) 254, (byte) 255);
  }

  @Test
  void measuresAPngBeforeUnpackingIt() {
    ItemShape large = ItemShape.image(1, 500, 400);
    byte[] png = PngGrid.of(large, 1).encode(List.of(new float[large.size()]));

    assertBroken(png(png), "500 pixels high, 400 wide (expected: 2 and 3");
    assertBroken(png(java.util.Arrays.copyOf(png, 40)), "png: ");
    assertBroken(png(new byte[] {1, 2, 3}), "damaged picture");
    assertBroken(png(new byte[0]), "damaged picture");
  }

  @Test
  void saysWhatIsWrongWithAMessage() {
    var none = dev.driftwood.proto.v1.Image.getDefaultInstance();
    assertBroken(none, "pixels: none");
    var shapeless = none.toBuilder().setUint8(ByteString.copyFrom(new byte[6])).build();
    assertBroken(shapeless, "shape: []");
    var negative = shapeless.toBuilder().addAllShape(List.of(-1, 2, 3)).build();
    assertBroken(negative, "shape: [-1, 2, 3]");
    var huge = shapeless.toBuilder().addAllShape(List.of(1 << 30, 1 << 30, 8)).build();
    assertBroken(huge, "shape: [1073741824, 1073741824, 8]");
    var small = shapeless.toBuilder().addAllShape(List.of(1, 3, 3)).build();
    assertBroken(small, "bytes: 6 of them (expected: 9");
  }

  private static dev.driftwood.proto.v1.Image png(byte[] bytes) {
    return dev.driftwood.proto.v1.Image.newBuilder().setPng(ByteString.copyFrom(bytes)).build();
  }

  private static void assertBroken(dev.driftwood.proto.v1.Image message, String why) {
    ImageItem item = Images.item("a", message, SHAPE);
    assertThat(item).isInstanceOf(BrokenImage.class);
    assertThat(((BrokenImage) item).error()).contains(why).doesNotContain("\n");
  }
}
