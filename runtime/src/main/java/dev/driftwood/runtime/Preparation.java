package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.image.BrokenImage;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.solve.RowId;
import java.util.ArrayList;
import java.util.List;

/** Turns images into points of the network's space: checked, dequantised and transformed. */
record Preparation(ModelDescription description, LikelihoodPlan plan, int label) {
  /**
   * One dequantisation draw of an image.
   *
   * @param id under which it draws its noise
   * @param y in the network's space
   * @param logDeterminant of the transform at the dequantised image, nats
   */
  record Draw(RowId id, double[] y, double logDeterminant) {}

  /** Why an item can't be scored; empty where it can. */
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

  List<Draw> draws(Image image) {
    long key = image.rowKey();
    List<Draw> draws = new ArrayList<>();
    for (int draw = 0; draw < plan.draws(); draw++) {
      double[] x = dequantised(image, key, draw);
      draws.add(
          new Draw(
              new RowId(key, draw, label),
              description.data().transform().forward(x),
              description.data().transform().logDeterminant(x)));
    }
    return draws;
  }

  private double[] dequantised(Image image, long key, int draw) {
    double[] values = image.values();
    if (!image.type().isQuantised()) {
      return values;
    }
    double[] uniforms = new double[values.length];
    new NoiseStream(plan.seed()).uniforms(key, Purpose.DEQUANTISATION, draw, 0, 0, uniforms);
    return ((DataSpec.Images) description.data()).dequantiser().dequantise(values, uniforms);
  }
}
