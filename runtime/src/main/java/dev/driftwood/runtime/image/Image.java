package dev.driftwood.runtime.image;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One image or point, immutable: shape {@code [c, h, w]} or {@code [d]}, in C order. */
public final class Image implements ImageItem {
  private final String id;
  private final ItemShape shape;
  private final ElementType type;
  private final byte[] bytes;

  private Image(String id, ItemShape shape, ElementType type, byte[] bytes) {
    this.id = id;
    this.shape = shape;
    this.type = type;
    this.bytes = bytes;
    if (bytes.length != (long) shape.size() * type.bytes()) {
      throw new IllegalArgumentException(
          "bytes: %d of them (expected: %d for shape %s of %s)"
              .formatted(bytes.length, (long) shape.size() * type.bytes(), shape, type));
    }
  }

  /**
   * An item of stored numbers.
   *
   * @param bytes the numbers, little-endian, channels outermost; copied
   */
  public static Image of(String id, ItemShape shape, ElementType type, byte[] bytes) {
    return new Image(id, shape, type, bytes.clone());
  }

  /** An item of {@link ElementType#F32} values in data space. */
  public static Image ofFloats(String id, ItemShape shape, float[] values) {
    return new Image(id, shape, ElementType.F32, Elements.ofFloats(values));
  }

  /**
   * An item of the pixels of a PNG.
   *
   * @param png the encoded picture
   * @param expected whose height and width it must have; it is not unpacked otherwise
   * @throws dev.driftwood.runtime.failure.DriftwoodException if it is damaged or of another size
   */
  public static Image ofPng(String id, byte[] png, ItemShape expected) {
    return PictureReader.readPng(png, id, expected);
  }

  /** An item around bytes that nobody else holds. */
  static Image owning(String id, ItemShape shape, ElementType type, byte[] bytes) {
    return new Image(id, shape, type, bytes);
  }

  @Override
  public String id() {
    return id;
  }

  /** The same item under another id. */
  public Image withId(String other) {
    return new Image(other, shape, type, bytes);
  }

  /** {@code [c, h, w]} or {@code [d]}. */
  public ItemShape shape() {
    return shape;
  }

  /** How the numbers are stored. */
  public ElementType type() {
    return type;
  }

  /** The i-th number in C order: a level, or for {@link ElementType#F32} a value in data space. */
  public double value(int i) {
    return Elements.value(bytes, type, i);
  }

  /** All numbers, in a fresh array. */
  public double[] values() {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    return values;
  }

  /** The stored bytes, in a fresh array. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The key of all randomness that belongs to this item: the first 8 bytes, read little-endian, of
   * the SHA-256 of its bytes. The same pixels have the same key wherever they stand.
   */
  public long rowKey() {
    return ByteBuffer.wrap(Sha256.of(bytes)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Override
  public String toString() {
    return "image " + id + " " + shape + " " + type;
  }
}
