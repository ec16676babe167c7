package dev.driftwood.wire;

import com.google.protobuf.ByteString;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Images as messages; numbers travel as their stored bytes, so no bit is lost. */
public final class Images {
  private Images() {}

  /** The message of an image. */
  public static dev.driftwood.proto.v1.Image message(Image image) {
    var message = dev.driftwood.proto.v1.Image.newBuilder().addAllShape(image.shape().dimensions());
    ByteString bytes = ByteString.copyFrom(image.bytes());
    return switch (image.type()) {
      case U8 -> message.setUint8(bytes).build();
      case U16 -> message.setUint16(bytes).build();
      case F32 -> message.setFloat32(bytes).build();
    };
  }

  /** The message of numbers in data space. */
  public static dev.driftwood.proto.v1.Image ofFloats(ItemShape shape, float[] values) {
    return message(Image.ofFloats("", shape, values));
  }

  /** The message of an encoded picture. */
  static dev.driftwood.proto.v1.Image ofPng(ItemShape shape, byte[] png) {
    return dev.driftwood.proto.v1.Image.newBuilder()
        .addAllShape(shape.dimensions())
        .setPng(ByteString.copyFrom(png))
        .build();
  }

  /**
   * The numbers of a float32 message.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  public static float[] floats(dev.driftwood.proto.v1.Image message) {
    Image image = image("", message, new ItemShape(message.getShapeList()));
    if (image.type() != ElementType.F32) {
      throw new IllegalArgumentException(
          "pixels: " + message.getPixelsCase() + " (expected: FLOAT32)");
    }
    float[] values = new float[image.shape().size()];
    ByteBuffer.wrap(image.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /**
   * The item of a message; one that can't be read is broken, and says why.
   *
   * @param expected the model's shape: a PNG of another size is not decoded
   */
  public static ImageItem item(
      String id, dev.driftwood.proto.v1.Image message, ItemShape expected) {
    try {
      return image(id, message, expected);
    } catch (IllegalArgumentException | DriftwoodException e) {
      return new BrokenImage(id, e.getMessage());
    }
  }

  private static Image image(String id, dev.driftwood.proto.v1.Image message, ItemShape expected) {
    return switch (message.getPixelsCase()) {
      case PNG -> picture(id, message, expected);
      case UINT8 -> stored(id, message.getShapeList(), ElementType.U8, message.getUint8());
      case UINT16 -> stored(id, message.getShapeList(), ElementType.U16, message.getUint16());
      case FLOAT32 -> stored(id, message.getShapeList(), ElementType.F32, message.getFloat32());
      case FLOAT64 ->
          throw new IllegalArgumentException(
              "pixels: float64 (expected: png, uint8, uint16 or float32)");
      case PIXELS_NOT_SET ->
          throw new IllegalArgumentException(
              "pixels: none (expected: png, uint8, uint16 or float32)");
    };
  }

  private static Image stored(String id, List<Integer> sizes, ElementType type, ByteString bytes) {
    return Image.of(id, new ItemShape(sizes), type, bytes.toByteArray());
  }

  private static Image picture(
      String id, dev.driftwood.proto.v1.Image message, ItemShape expected) {
    Image image = Image.ofPng(id, message.getPng().toByteArray(), expected);
    List<Integer> said = message.getShapeList();
    if (!said.isEmpty() && !said.equals(image.shape().dimensions())) {
      throw new IllegalArgumentException(
          "shape: " + said + " (expected: " + image.shape() + ", as the PNG has it, or none)");
    }
    return image;
  }
}
