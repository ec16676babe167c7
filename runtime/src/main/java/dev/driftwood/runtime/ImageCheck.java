package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;

/** Whether images are what a model is about. */
record ImageCheck(ModelDescription description) {
  /** Why an item can't be used; empty where it can. */
  String obstacle(ImageItem item) {
    if (item instanceof BrokenImage broken) {
      return broken.error();
    }
    Image image = (Image) item;
    if (!image.shape().equals(description.shape())) {
      return "shape %s (expected: %s)".formatted(image.shape(), description.shape());
    }
    return image.type().isQuantised() ? levels(image) : range(image);
  }

  private String levels(Image image) {
    if (!(description.data() instanceof DataSpec.Images images)) {
      return "stored as %s levels (expected: float32 points)".formatted(image.type());
    }
    for (int i = 0; i < image.shape().size(); i++) {
      if (image.value(i) >= images.levels()) {
        return "value %d is level %.0f (expected: below %d)"
            .formatted(i, image.value(i), images.levels());
      }
    }
    return "";
  }

  private String range(Image image) {
    boolean bounded = description.data() instanceof DataSpec.Images;
    for (int i = 0; i < image.shape().size(); i++) {
      double value = image.value(i);
      if (!Double.isFinite(value) || (bounded && !(value >= 0 && value <= 1))) {
        return "value %d is %s (expected: %s)"
            .formatted(i, value, bounded ? "within [0, 1]" : "a finite number");
      }
    }
    return "";
  }
}
