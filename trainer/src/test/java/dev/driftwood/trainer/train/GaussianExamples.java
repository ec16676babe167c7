package dev.driftwood.trainer.train;

import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import java.util.List;

/** Independent draws of N(0.5, 0.3²), one number each. */
record GaussianExamples(int size) implements Examples {
  static final double MEAN = 0.5;
  static final double DEVIATION = 0.3;

  @Override
  public List<Integer> itemShape() {
    return List.of(1);
  }

  @Override
  public double[] item(int index, double[] uniforms) {
    double[] item = new double[1];
    new NoiseStream(1).normals(index, Purpose.DATA_SYNTHESIS, 0, 0, 0, item);
    return new double[] {MEAN + DEVIATION * item[0]};
  }
}
