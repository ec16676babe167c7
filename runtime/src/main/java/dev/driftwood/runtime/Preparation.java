package dev.driftwood.runtime;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.solve.RowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns images into points of the network's space: checked, dequantised and transformed. */
record Preparation(ModelDescription description, LikelihoodPlan plan, int label) {
  /**
   * One dequantisation draw of an image; for a bound on levels the middles of their bins.
   *
   * @param id under which it draws its noise
   * @param y in the network's space
   * @param logDeterminant of the transform at the dequantised image, nats
   */
  record Draw(RowId id, double[] y, double logDeterminant) {}

  /** Why an item can't be scored; empty where it can. */
  String obstacle(ImageItem item) {
    String obstacle = new ImageCheck(description).obstacle(item);
    boolean levels = isOfLevels() && obstacle.isEmpty();
    return levels && !((Image) item).type().isQuantised()
        ? "dequantised values (expected: levels, of whose probability vlb is a bound)"
        : obstacle;
  }

  /** Whether it is levels that are scored, not the density of dequantised values. */
  private boolean isOfLevels() {
    return plan.method() instanceof LikelihoodMethod.Vlb
        && description.data() instanceof DataSpec.Images;
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
              logDeterminant(x)));
    }
    return draws;
  }

  /** Of levels, what makes a density in data space of the probability of a bin. */
  private double logDeterminant(double[] x) {
    return isOfLevels()
        ? x.length * StrictMath.log(((DataSpec.Images) description.data()).levels())
        : description.data().transform().logDeterminant(x);
  }

  private double[] dequantised(Image image, long key, int draw) {
    double[] values = image.values();
    if (!image.type().isQuantised()) {
      return values;
    }
    double[] uniforms = new double[values.length];
    if (isOfLevels()) {
      Arrays.fill(uniforms, 0.5);
      return ((DataSpec.Images) description.data()).dequantiser().dequantise(values, uniforms);
    }
    new NoiseStream(plan.seed()).uniforms(key, Purpose.DEQUANTISATION, draw, 0, 0, uniforms);
    return ((DataSpec.Images) description.data()).dequantiser().dequantise(values, uniforms);
  }
}
