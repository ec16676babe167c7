package dev.driftwood.wire;

import dev.driftwood.proto.v1.Image;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.data.ItemShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Latents as float32 messages. */
final class GivenLatents {
  private GivenLatents() {}

  /** A message for each. */
  static List<Image> messages(Latents latents) {
    return latents.values().stream()
        .map(values -> Images.ofFloats(latents.shape(), values))
        .toList();
  }

  /**
   * Those of a request, if it has any.
   *
   * @param shape the model's, which each must have
   * @throws InvalidField naming the latent that can't be used
   */
  static Optional<Latents> latents(SampleRequest request, ItemShape shape) {
    if (request.getLatentsCount() == 0) {
      return Optional.empty();
    }
    List<float[]> values = new ArrayList<>();
    for (Image message : request.getLatentsList()) {
      values.add(numbers("latents[" + values.size() + "]", message, shape));
    }
    return Optional.of(InvalidField.naming("", () -> new Latents(shape, values)));
  }

  private static float[] numbers(String path, Image message, ItemShape shape) {
    if (message.getPixelsCase() != Image.PixelsCase.FLOAT32) {
      throw new InvalidField(
          path,
          "%s: %s (expected: float32)"
              .formatted(path, message.getPixelsCase().name().toLowerCase(Locale.ROOT)));
    }
    if (!message.getShapeList().equals(shape.dimensions())) {
      throw new InvalidField(
          path,
          "%s: shape %s (expected: %s, the model's)"
              .formatted(path, message.getShapeList(), shape));
    }
    return InvalidField.checking(path, () -> Images.floats(message));
  }
}
