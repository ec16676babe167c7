package dev.driftwood.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.ort.FeatureNetwork;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Datasets;
import dev.driftwood.trainer.data.Items;
import dev.driftwood.trainer.net.Classifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jdk")
class FeatureTrainingTest {
  private static final Datasets DATASETS = new Datasets(name -> Optional.empty());

  @TempDir private Path folder;

  @Test
  void learnsTheClassesAndWritesWhatItLearned() {
    Dataset glyphs = few(DATASETS.load("glyphs", Optional.empty()));
    FeatureTraining training = new FeatureTraining(new FeaturePlan(2, 32, 3e-3, 1), glyphs);
    AtomicLong steps = new AtomicLong();

    FeatureModel model = training.run(steps::set);

    assertThat(steps.get()).isEqualTo(training.steps());
    // Ten classes: a guess finds a tenth.
    assertThat(model.accuracy()).isGreaterThan(0.8);
    requireSameLogits(model, glyphs);
  }

  private void requireSameLogits(FeatureModel model, Dataset dataset) {
    Path file = folder.resolve("features.onnx");
    model.write(file);
    List<Integer> shape = dataset.shape().dimensions();
    double[] image =
        Arrays.stream(dataset.heldOut().image(0).values()).map(v -> (v + 0.5) / 256).toArray();
    ReferenceOps ops = new ReferenceOps();
    Classifier.Result<Tensor> exact =
        model
            .classifier()
            .forward(
                ops,
                p -> ops.constant(widened(model.weights().of(p)), p.shape()),
                new Tensor(image, Shape.of(1, shape.get(0), shape.get(1), shape.get(2))));
    try (FeatureNetwork network = FeatureNetwork.open(file, OrtSettings.DEFAULT)) {
      assertThat(network.featureOutput()).isEqualTo("features");
      double[] logits = network.evaluate("logits", shape, List.of(image)).get(0);
      for (int i = 0; i < logits.length; i++) {
        // Float32 through six layers, at logits of order 10.
        assertThat(logits[i]).isCloseTo(exact.logits().values()[i], within(1e-4));
      }
    }
  }

  @Test
  void refusesDataWithoutClasses() {
    Dataset points = DATASETS.load("swissroll", Optional.empty());

    assertThatThrownBy(() -> new FeatureTraining(new FeaturePlan(1, 8, 1e-3, 0), points))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("swissroll")
        .hasMessageContaining("classes");
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private static Dataset few(Dataset all) {
    return new Dataset(
        all.name(),
        all.shape(),
        all.spec(),
        new First(all.training(), 1_500),
        new First(all.heldOut(), 300),
        all.labelNames(),
        all.density());
  }

  private record First(Items items, int size) implements Items {
    @Override
    public Image image(int index) {
      return items.image(index);
    }

    @Override
    public OptionalInt label(int index) {
      return items.label(index);
    }
  }
}
