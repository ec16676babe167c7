package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.trainer.net.PointMlp;
import dev.driftwood.trainer.net.TrainedWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final Network NETWORK = new PointMlp(1, 32, 1, 32);
  private static final Examples EXAMPLES = new GaussianExamples(2000);

  @TempDir private Path folder;

  /** Data N(0.5, 0.3²): a = g s with s = −(y − 0.5 α) / (0.09 α² + σ²). */
  @Test
  void learnsTheDriftOfAGaussianInConstantMemory() {
    TrainingPlan plan = plan("gaussian").iterations(2000).batch(128).learningRate(3e-3).build();
    List<Double> megabytes = new ArrayList<>();
    Trainer trainer =
        trainer(
            plan,
            progress -> {
              if (progress.iteration() % 500 == 0) {
                ResidentMemory.megabytes().ifPresent(megabytes::add);
              }
            });

    TrainedWeights weights = trainer.run(false);

    // The exact drift explains all of the noise but its own variance. A root mean square error of
    // 0.05 in units of ε is far below the 1 of a network that knows nothing.
    assertThat(rootMeanSquareError(weights, plan.sde().toSde())).isLessThan(0.05);
    if (!megabytes.isEmpty()) {
      // A step makes some 0.7 MiB of arrays, so 1,500 steps that stayed would be 1 GiB. The Java
      // heap may still grow in the meantime.
      assertThat(megabytes.get(3) - megabytes.get(0)).isLessThan(250);
    }
  }

  @Test
  void continuesWhereItStopped() {
    TrainingPlan whole = plan("whole").iterations(24).build();
    TrainedWeights expected = trainer(whole, progress -> {}).run(false);

    TrainingPlan halved = plan("halved").iterations(24).build();
    List<Trainer> first = new ArrayList<>();
    first.add(trainer(halved, progress -> first.get(0).stop()));
    first.get(0).run(false);
    Checkpoints checkpoints = new Checkpoints(folder.resolve("halved/checkpoints"));
    assertThat(checkpoints.latest().orElseThrow().step()).isEqualTo(5);
    TrainedWeights resumed = trainer(halved, progress -> {}).run(true);

    assertThat(resumed.values().keySet()).isEqualTo(expected.values().keySet());
    expected
        .values()
        .forEach((name, values) -> assertThat(resumed.values().get(name)).isEqualTo(values));
  }

  @Test
  void writesMetricsAndThePlan() throws IOException {
    trainer(plan("files").iterations(12).build(), progress -> {}).run(false);

    List<String> rows = Files.readAllLines(folder.resolve("files/metrics.csv"));
    assertThat(rows.get(0))
        .isEqualTo("iteration,loss,images_per_second,resident_mb,elapsed_s,figure");
    assertThat(rows.stream().skip(1).map(row -> row.split(",", -1)[0]))
        .containsExactly("5", "8", "10", "12");
    assertThat(rows.stream().skip(1).map(row -> row.split(",", -1)[5]))
        .containsExactly("", "8.0", "", "12.0");
    assertThat(Files.readString(folder.resolve("files/config.yaml")))
        .contains("dataset: \"gaussian\"", "type: \"vp\"", "iterations: 12");
  }

  @Test
  void refusesACheckpointOfAnotherNetwork() {
    TrainingPlan plan = plan("other").iterations(3).build();
    trainer(plan, progress -> {}).run(false);

    Trainer wider =
        new Trainer(plan, new PointMlp(1, 48, 1, 32), EXAMPLES, progress -> {}, List.of());

    assertThatThrownBy(() -> wider.run(true))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("time.weight")
        .hasMessageContaining("checkpoints");
  }

  @Test
  void refusesToGoOnAsAnotherDiffusion() {
    trainer(plan("sde").iterations(3).build(), progress -> {}).run(false);

    TrainingPlan other = plan("sde").sde(SdeSpec.of(SdeSpec.Type.VE)).iterations(6).build();

    assertThatThrownBy(() -> trainer(other, progress -> {}).run(true))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("config.yaml", "sde", "vp", "ve", "--resume");
  }

  @Test
  void leavesNoCheckpointOfAnEarlierRunInItsFolder() throws IOException {
    trainer(plan("twice").iterations(9).build(), progress -> {}).run(false);
    Trainer again = trainer(plan("twice").iterations(3).build(), progress -> {});
    assertThat(again.begun()).isTrue();

    again.run(false);

    assertThat(new Checkpoints(folder.resolve("twice/checkpoints")).files())
        .singleElement()
        .asString()
        .endsWith("00000003.ckpt");
  }

  @Test
  void refusesDataOfAnotherShape() {
    assertThatThrownBy(
            () ->
                new Trainer(
                    plan("x").build(),
                    new PointMlp(2, 16, 1, 32),
                    EXAMPLES,
                    progress -> {},
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("[1]");
  }

  private TrainingPlan.Builder plan(String name) {
    return TrainingPlan.builder()
        .dataset("gaussian")
        .preset("tiny")
        .batch(16)
        .seed(9)
        .ema(0.99)
        .intervals(new Intervals(5, 1000, 1000, 1000))
        .out(folder.resolve(name));
  }

  private static Trainer trainer(TrainingPlan plan, TrainingListener listener) {
    return new Trainer(plan, NETWORK, EXAMPLES, listener, List.of(new Figure()));
  }

  /** Of (σ/g) (a − a*) over y_t, which is the error of the predicted noise. */
  private static double rootMeanSquareError(TrainedWeights weights, Sde sde) {
    int count = 400;
    double[] noise = new double[2 * count];
    new NoiseStream(77).normals(0, Purpose.DATA_SYNTHESIS, 0, 0, 0, noise);
    double[] y = new double[count];
    double[] t = new double[count];
    for (int i = 0; i < count; i++) {
      t[i] = (i + 0.5) / count;
      double x = GaussianExamples.MEAN + GaussianExamples.DEVIATION * noise[2 * i];
      y[i] = sde.alpha(t[i]) * x + sde.sigma(t[i]) * noise[2 * i + 1];
    }
    double[] drift =
        NETWORK
            .forward(
                new ReferenceOps(),
                p -> new Tensor(doubles(weights.of(p)), p.shape()),
                new Tensor(y, Shape.of(count, 1)),
                new Tensor(t, Shape.of(count)))
            .values();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double error = sde.sigmaOverG(t[i]) * (drift[i] - exactDrift(sde, y[i], t[i]));
      sum += error * error / count;
    }
    return Math.sqrt(sum);
  }

  private static double exactDrift(Sde sde, double y, double t) {
    double alpha = sde.alpha(t);
    double deviation = alpha * GaussianExamples.DEVIATION;
    double variance = deviation * deviation + sde.sigma(t) * sde.sigma(t);
    return -sde.g(t) * (y - alpha * GaussianExamples.MEAN) / variance;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** Gives the iteration back, every eighth. */
  private record Figure() implements Evaluator {
    @Override
    public int interval() {
      return 8;
    }

    @Override
    public List<String> columns() {
      return List.of("figure");
    }

    @Override
    public List<Double> evaluate(long iteration, TrainedWeights weights) {
      return List.of((double) iteration);
    }
  }
}
