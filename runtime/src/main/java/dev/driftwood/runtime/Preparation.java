package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
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
    return new ImageCheck(description).obstacle(item);
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
