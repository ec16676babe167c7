package dev.driftwood.bench.training;

import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.Dequantiser;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.trainer.train.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of random levels, made ready for the network as those of a data set are.
 *
 * @param itemShape of each
 * @param levels of each
 */
record RandomImages(List<Integer> itemShape, List<double[]> levels) implements Examples {
  private static final Dequantiser DEQUANTISER = new Dequantiser(256);
  private static final DataTransform LOGIT =
      new DataTransform.Logit(DataTransform.Logit.DEFAULT_ALPHA);

  /** So many images. */
  static RandomImages of(List<Integer> itemShape, int count) {
    NoiseStream noise = new NoiseStream(0);
    int size = itemShape.stream().reduce(1, (a, b) -> a * b);
    List<double[]> images = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double[] uniforms = new double[size];
      noise.uniforms(row, Purpose.DATA_SYNTHESIS, 0, 0, 0, uniforms);
      for (int i = 0; i < size; i++) {
        uniforms[i] = DEQUANTISER.level(uniforms[i]);
      }
      images.add(uniforms);
    }
    return new RandomImages(itemShape, images);
  }

  @Override
  public int size() {
    return levels.size();
  }

  @Override
  public double[] item(int index, double[] uniforms) {
    return LOGIT.forward(DEQUANTISER.dequantise(levels.get(index), uniforms));
  }
}
