package dev.driftwood.wire;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.v1.Image;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.observe.Observed;
import dev.driftwood.runtime.observe.ObservedImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Items of which a part is seen as messages. Items travel as float32 where each number is one, as
 * the middles of 2 to 65536 levels are if their number is a power of two, and as float64 otherwise,
 * so no bit is lost.
 *
 * @param images turns images into items
 * @param seenShape of what is seen alone
 */
record ObservedItems(ObservedImages images, ItemShape seenShape) {
  /** For what is seen of a model's items; the model must allow it. */
  static ObservedItems of(Observed observed, ModelDescription model) {
    return new ObservedItems(
        new ObservedImages(observed, model.shape(), model.data()),
        observed.seenShape(model.shape()));
  }

  /** A message for each whole item of a shape. */
  static List<Image> messages(List<double[]> items, ItemShape shape) {
    return items.stream().map(item -> message(item, shape)).toList();
  }

  private static Image message(double[] item, ItemShape shape) {
    Image.Builder message = Image.newBuilder().addAllShape(shape.dimensions());
    return DoubleStream.of(item).allMatch(value -> (float) value == value)
        ? message.setFloat32(floats(item)).build()
        : message.setFloat64(doubles(item)).build();
  }

  private static ByteString floats(double[] item) {
    ByteBuffer bytes = littleEndian(item.length * Float.BYTES);
    DoubleStream.of(item).forEach(value -> bytes.putFloat((float) value));
    return ByteString.copyFrom(bytes.flip());
  }

  private static ByteString doubles(double[] item) {
    ByteBuffer bytes = littleEndian(item.length * Double.BYTES);
    DoubleStream.of(item).forEach(bytes::putDouble);
    return ByteString.copyFrom(bytes.flip());
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The items of messages.
   *
   * @throws InvalidField naming the image that can't be used
   */
  List<double[]> all(List<Image> messages) {
    List<double[]> items = new ArrayList<>();
    for (Image message : messages) {
      int index = items.size();
      try {
        items.add(item(Integer.toString(index), message));
      } catch (IllegalArgumentException | DriftwoodException e) {
        throw new InvalidField("observation.images[" + index + "]", e.getMessage());
      }
    }
    return items;
  }

  private double[] item(String id, Image message) {
    if (message.getPixelsCase() == Image.PixelsCase.FLOAT64) {
      ItemShape shape = new ItemShape(message.getShapeList());
      return images.item(id, shape, numbers(id, shape, message.getFloat64()));
    }
    // A picture is unpacked only if it is of one of the two sizes.
    boolean alone = message.getShapeList().equals(seenShape.dimensions());
    return images.item(Images.item(id, message, alone ? seenShape : images.shape()));
  }

  private static double[] numbers(String id, ItemShape shape, ByteString bytes) {
    if (bytes.size() != (long) shape.size() * Double.BYTES) {
      throw new IllegalArgumentException(
          "image %s: %d bytes (expected: %d for shape %s of float64)"
              .formatted(id, bytes.size(), (long) shape.size() * Double.BYTES, shape));
    }
    double[] values = new double[shape.size()];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
