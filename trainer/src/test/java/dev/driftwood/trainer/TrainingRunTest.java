package dev.driftwood.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.ops.Parameter;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Datasets;
import dev.driftwood.trainer.data.Items;
import dev.driftwood.trainer.djl.InitialWeights;
import dev.driftwood.trainer.features.FeatureModel;
import dev.driftwood.trainer.net.Classifier;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.train.EvaluationPlan;
import dev.driftwood.trainer.train.Intervals;
import dev.driftwood.trainer.train.MetricsRow;
import dev.driftwood.trainer.train.Target;
import dev.driftwood.trainer.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("one-jdk")
class TrainingRunTest {
  @TempDir private Path folder;

  @Test
  void endsWithAnArtefactThatLoads() throws IOException {
    Dataset swissroll = new Datasets(name -> Optional.empty()).load("swissroll", Optional.empty());
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("swissroll")
            .preset("mlp")
            .iterations(30)
            .learningRate(1e-3)
            .intervals(new Intervals(10, 20, 20, 20))
            .out(folder.resolve("run"))
            .build();

    Path file = new TrainingRun(plan, swissroll, progress -> {}).run(false);

    assertThat(file).isEqualTo(folder.resolve("run/model.onnx"));
    try (DriftModel model = DriftModel.load(file)) {
      assertThat(model.description().name()).isEqualTo("swissroll-vp");
    }
    List<String> rows = Files.readAllLines(folder.resolve("run/metrics.csv"));
    assertThat(rows.get(0)).endsWith(",bits_per_dim,std_error_bpd");
    assertThat(rows).hasSize(4);
    assertThat(Double.parseDouble(rows.get(2).split(",", -1)[8])).isFinite();
    assertThat(folder.resolve("run/samples/000030.npy")).exists();
    // After a tenth of the interval.
    assertThat(folder.resolve("run/samples/000002.npy")).exists();
    assertThat(folder.resolve("run/best.onnx")).exists();
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("30 of 30", "checkpoints/best.ckpt", "data.sha256", "iteration 30");
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      assertThat(files.filter(each -> each.toString().contains("events.out.tfevents"))).hasSize(1);
    }
  }

  private Path untrainedFeatures(Dataset dataset) {
    Classifier classifier = new Classifier(dataset.shape().dimensions(), 10);
    Map<String, float[]> values = new HashMap<>();
    for (Parameter parameter : classifier.parameters()) {
      double[] drawn = new InitialWeights(0).draw(parameter);
      float[] narrow = new float[drawn.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) drawn[i];
      }
      values.put(parameter.name(), narrow);
    }
    Path file = folder.resolve("features.onnx");
    new FeatureModel(classifier, new TrainedWeights(values), dataset.name(), 0.1).write(file);
    return file;
  }

  private static Dataset few(Dataset all, int heldOut) {
    return new Dataset(
        all.name(),
        all.shape(),
        all.spec(),
        // The provenance has a checksum of all of them.
        new First(all.training(), 64),
        new First(all.heldOut(), heldOut),
        all.labelNames(),
        all.density());
  }

  @Test
  void saysWhatTheArtefactCameOf() throws IOException {
    Dataset swissroll = new Datasets(name -> Optional.empty()).load("swissroll", Optional.empty());
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("swissroll")
            .preset("mlp")
            .iterations(2)
            .batch(8)
            .ema(List.of(0.9, 0.5))
            .seed(12)
            .threads(1)
            .intervals(new Intervals(2, 2, 2, 2))
            .out(folder.resolve("run"))
            .build();

    Path file = new TrainingRun(plan, swissroll, progress -> {}).run(false);

    JsonNode entry =
        new ObjectMapper().readTree(Artefact.read(file).metadata().get("driftwood.training"));
    assertThat(entry.at("/options/ema/1").asDouble()).isEqualTo(0.5);
    assertThat(entry.at("/options/dataset").asText()).isEqualTo("swissroll");
    assertThat(entry.at("/seed").asLong()).isEqualTo(12);
    assertThat(entry.at("/data/sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(entry.at("/libraries/djl").asText()).startsWith("0.");
    assertThat(entry.at("/libraries/pytorch").asText()).startsWith("2.");
    assertThat(folder.resolve("run/model-ema-0.5.onnx")).exists();
  }

  @Test
  void makesAModelOfClassesAndHoldsItsSamplesAgainstHeldOutImages() throws IOException {
    Dataset glyphs = new Datasets(name -> Optional.empty()).load("glyphs", Optional.empty());
    Path features = untrainedFeatures(glyphs);
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("glyphs")
            .preset("small")
            .target(Target.EPSILON)
            .labelDropout(OptionalDouble.of(0.1))
            .iterations(2)
            .batch(4)
            .evaluation(new EvaluationPlan(EvaluationPlan.Method.ODE, Optional.of(features), 6))
            .intervals(new Intervals(1, 100, 100, 100))
            .out(folder.resolve("classes"))
            .build();

    // A few items: more of them take longer than all else.
    Path file = new TrainingRun(plan, few(glyphs, 6), progress -> {}).run(false);

    try (DriftModel model = DriftModel.load(file)) {
      assertThat(model.description().labels())
          .contains(new LabelSpec(10, OptionalInt.of(10), glyphs.labelNames()));
      SamplePlan three =
          SamplePlan.builder().sampler("euler").steps(2).count(1).label(3).guidance(2).build();
      assertThat(model.sample(three).shape().isImage()).isTrue();
    }
    List<MetricsRow> rows = MetricsRow.read(folder.resolve("classes/metrics.csv"));
    assertThat(rows.get(1).figures())
        .containsKeys(
            "bits_per_dim",
            "frechet_distance",
            "kernel_distance",
            "precision",
            "recall",
            "class_score",
            "label_agreement");
    assertThat(Files.readString(folder.resolve("classes/report.html"))).contains("Fréchet");
    assertThatThrownBy(() -> new TrainingRun(plan, few(glyphs, 5), progress -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metrics-samples: 6 (expected: <= 5");
  }

  @Test
  void refusesClassesOfDataWithout() {
    Dataset swissroll = new Datasets(name -> Optional.empty()).load("swissroll", Optional.empty());
    TrainingPlan plan =
        TrainingPlan.builder()
            .dataset("swissroll")
            .preset("mlp")
            .labelDropout(OptionalDouble.of(0.1))
            .build();

    assertThatThrownBy(() -> new TrainingRun(plan, swissroll, progress -> {}))
        .hasMessageContaining("labels: given for data set swissroll");
  }

  /** The first items only. */
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
