package dev.driftwood.trainer;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.train.Examples;
import java.util.List;

/** The training items of a data set, dequantised and transformed as they are asked for. */
record DatasetExamples(Dataset dataset, boolean labelled) implements Examples {
  @Override
  public int size() {
    return dataset.training().size();
  }

  @Override
  public int labels() {
    return labelled ? dataset.labelNames().size() + 1 : 0;
  }

  @Override
  public int label(int index) {
    return dataset.training().label(index).orElseThrow();
  }

  @Override
  public List<Integer> itemShape() {
    return dataset.shape().dimensions();
  }

  @Override
  public double[] item(int index, double[] uniforms) {
    double[] stored = dataset.training().image(index).values();
    DataSpec spec = dataset.spec();
    double[] continuous =
        spec instanceof DataSpec.Images images
            ? images.dequantiser().dequantise(stored, uniforms)
            : stored;
    return spec.transform().forward(continuous);
  }
}
