package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataTransform.Unit;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.Devices;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

    TrainedWeights weights = trainer.run(false).get(0);

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
    TrainedWeights expected = trainer(whole, progress -> {}).run(false).get(0);

    TrainingPlan halved = plan("halved").iterations(24).build();
    List<Trainer> first = new ArrayList<>();
    first.add(trainer(halved, progress -> first.get(0).stop()));
    first.get(0).run(false);
    Checkpoints checkpoints = new Checkpoints(folder.resolve("halved/checkpoints"), 3);
    assertThat(checkpoints.latest(message -> {}).orElseThrow().step()).isEqualTo(5);
    TrainedWeights resumed = trainer(halved, progress -> {}).run(true).get(0);

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
        .isEqualTo(
            "iteration,loss,gradient_norm,learning_rate,images_per_second,waiting_share,"
                + "resident_mb,elapsed_s,figure");
    assertThat(rows.stream().skip(1).map(row -> row.split(",", -1)[0]))
        .containsExactly("5", "8", "10", "12");
    assertThat(rows.stream().skip(1).map(row -> row.split(",", -1)[8]))
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
  void refusesToGoOnWithAnotherLossOrShareOfHiddenClasses() {
    TrainingPlan.Builder before = plan("loss").iterations(3).labelDropout(OptionalDouble.of(0.1));
    trainer(before.build(), progress -> {}).run(false);

    assertThatThrownBy(
            () ->
                trainer(
                        plan("loss").iterations(6).labelDropout(OptionalDouble.of(0.2)).build(),
                        progress -> {})
                    .run(true))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("the run has label-dropout 0.1, not 0.2");
    assertThatThrownBy(
            () ->
                trainer(before.transform(Optional.of(new Unit())).build(), progress -> {})
                    .run(true))
        .hasMessageContaining("the run has transform none, not \"unit\"");
    before.transform(Optional.empty());
    ObjectivePlan other =
        new ObjectivePlan(Loss.DSM, Weighting.SIGMA, Times.UNIFORM, false, 4, 0.5, 10);
    assertThatThrownBy(() -> trainer(before.objective(other).build(), progress -> {}).run(true))
        .hasMessageContaining("the run has gamma 5.0, not 4.0");
  }

  @Test
  void refusesACardThatTheEngineDoesNotSee() {
    TrainingPlan plan = plan("card").devices(Devices.parse("cuda:31")).build();

    assertThatThrownBy(() -> trainer(plan, progress -> {}))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("device: cuda:31", "sees", "expected: cpu");
    assertThat(folder.resolve("card")).doesNotExist();
  }

  @Test
  void tellsWhatHappensInItsOrder() {
    List<String> heard = new ArrayList<>();

    trainer(plan("heard").iterations(12).build(), new Heard(heard)).run(false);

    assertThat(heard)
        .containsExactly(
            "began 0", "row 5", "row 8", "evaluated 8", "row 10", "row 12", "evaluated 12");
  }

  @Test
  void leavesNoCheckpointOfAnEarlierRunInItsFolder() throws IOException {
    trainer(plan("twice").iterations(9).build(), progress -> {}).run(false);
    Trainer again = trainer(plan("twice").iterations(3).build(), progress -> {});
    assertThat(again.begun()).isTrue();

    again.run(false);

    assertThat(new Checkpoints(folder.resolve("twice/checkpoints"), 3).files())
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

  @Test
  void stopsBeforeTheWeightsAreNoNumbers() throws IOException {
    TrainingPlan plan =
        plan("nan").iterations(40).intervals(new Intervals(5, 4, 1000, 1000)).build();
    Trainer trainer =
        new Trainer(plan, NETWORK, new OneIsNoNumber(EXAMPLES), progress -> {}, List.of());

    assertThatThrownBy(() -> trainer.run(false))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageMatching(
            "the loss is NaN .* at iteration \\d+, batch \\d+ .*checkpoints/000000\\d\\d.ckpt\\)");
    Checkpoint last =
        new Checkpoints(folder.resolve("nan/checkpoints"), 3).latest(text -> {}).orElseThrow();
    assertThat(last.step()).isBetween(4L, 36L);
    assertThat(last.slots())
        .allSatisfy(slot -> assertThat(doubles(slot.weight())).doesNotContain(Double.NaN));
  }

  /** Without ever being told the noise. */
  @Test
  void learnsTheDriftOfAGaussianBySlices() {
    TrainingPlan plan =
        plan("sliced")
            .iterations(1500)
            .batch(64)
            .learningRate(3e-3)
            .objective(ObjectivePlan.STANDARD.by(Loss.SSM))
            .build();

    TrainedWeights weights = trainer(plan, progress -> {}).run(false).get(0);

    // As above; slices tell less of a step than the noise does.
    assertThat(rootMeanSquareError(weights, plan.sde().toSde())).isLessThan(0.12);
  }

  @Test
  void takesTheMeanGradientOfSeveralBatches() {
    // Sixteen rows at once or in four parts are the same rows, up to the rounding of sums.
    Map<String, float[]> whole =
        trainer(plan("whole").batch(16).iterations(3).build(), progress -> {})
            .run(false)
            .get(0)
            .values();
    Map<String, float[]> parts =
        trainer(plan("parts").batch(4).accumulate(4).iterations(3).build(), progress -> {})
            .run(false)
            .get(0)
            .values();

    // Adam's first steps are of size lr whatever the gradient, which makes noise of tiny ones.
    whole.forEach(
        (name, values) -> assertThat(parts.get(name)).containsExactly(values, within(1e-5f)));
  }

  @Test
  void keepsAveragesOfSeveralRates() {
    TrainingPlan plan = plan("rates").iterations(30).ema(List.of(0.5, 0.9, 0.0)).build();
    List<TrainedWeights> averages = trainer(plan, progress -> {}).run(false);

    assertThat(averages).hasSize(3);
    Checkpoint last =
        new Checkpoints(folder.resolve("rates/checkpoints"), 3).latest(text -> {}).orElseThrow();
    SlotValues slot = last.slots().get(0);
    assertThat(averages.get(2).values().get(slot.name())).isEqualTo(slot.weight());
    assertThat(averages.get(0).values().get(slot.name())).isNotEqualTo(slot.weight());
    assertThat(averages.get(1).values().get(slot.name())).isEqualTo(slot.averages().get(1));
  }

  @Test
  void goesOnFromTheCheckpointBeforeADamagedOne() throws IOException {
    TrainingPlan plan =
        plan("damaged").iterations(12).intervals(new Intervals(1, 4, 1000, 1000)).build();
    TrainedWeights expected = trainer(plan, progress -> {}).run(false).get(0);
    List<String> rows = withoutTimes("damaged");
    Path last = folder.resolve("damaged/checkpoints/00000012.ckpt");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length / 2] ^= 1;
    Files.write(last, bytes);
    List<String> warnings = new ArrayList<>();

    TrainedWeights resumed = trainer(plan, new Warned(warnings)).run(true).get(0);

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("00000012.ckpt", "damaged", "going on from", "00000008.ckpt");
    expected
        .values()
        .forEach((name, values) -> assertThat(resumed.values().get(name)).isEqualTo(values));
    assertThat(withoutTimes("damaged")).isEqualTo(rows);
  }

  @Test
  void keepsTheBest() {
    TrainingPlan plan = plan("best").iterations(40).build();
    Trainer trainer = new Trainer(plan, NETWORK, EXAMPLES, progress -> {}, List.of(new BestAt(24)));
    List<TrainedWeights> end = trainer.run(false);

    Checkpoint best = new Checkpoints(folder.resolve("best/checkpoints"), 3).best().orElseThrow();
    assertThat(best.step()).isEqualTo(24);
    assertThat(best.position().best()).isEqualTo(new Best(0, 24));
    assertThat(trainer.best().orElseThrow().values().get("time.weight"))
        .isEqualTo(best.slots().get(0).averages().get(0))
        .isNotEqualTo(end.get(0).values().get("time.weight"));
  }

  @Test
  void refusesToGoOnWithOtherThreadsOrAnotherSeed() {
    trainer(plan("threads").iterations(3).threads(1).build(), progress -> {}).run(false);

    TrainingPlan threads = plan("threads").iterations(6).threads(2).build();
    assertThatThrownBy(() -> trainer(threads, progress -> {}).run(true))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("threads: 2 (expected: 1");
    TrainingPlan seed = plan("threads").iterations(6).seed(8).threads(0).build();
    assertThatThrownBy(() -> trainer(seed, progress -> {}).run(true))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("seed");
    // Those of the checkpoint, where none are asked for.
    trainer(plan("threads").iterations(6).threads(0).build(), progress -> {}).run(true);
    assertThat(
            new Checkpoints(folder.resolve("threads/checkpoints"), 3)
                .latest(text -> {})
                .orElseThrow()
                .position()
                .threads())
        .isEqualTo(1);
  }

  @Test
  void refusesABatchLargerThanTheData() {
    assertThatThrownBy(() -> trainer(plan("x").batch(2001).build(), progress -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch: 2001 (expected: <= 2000");
    assertThatThrownBy(
            () ->
                new Trainer(
                    plan("x").build(), NETWORK, new GaussianExamples(0), progress -> {}, List.of()))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("no items to train on");
  }

  /** The columns that a run's numbers alone decide. */
  private List<String> withoutTimes(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name + "/metrics.csv")).stream()
        .map(row -> row.split(",", -1))
        .map(cells -> String.join(",", cells[0], cells[1], cells[2], cells[3], cells[8]))
        .toList();
  }

  private TrainingPlan.Builder plan(String name) {
    return TrainingPlan.builder()
        .dataset("gaussian")
        .preset("tiny")
        .batch(16)
        .seed(9)
        .ema(0.99)
        // The network is small: more threads only wait for each other.
        .threads(1)
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

  /** The square of the distance to a step, as a figure to be made small. */
  private record BestAt(long step) implements Evaluator {
    @Override
    public int interval() {
      return 8;
    }

    @Override
    public List<String> columns() {
      return List.of("figure");
    }

    @Override
    public boolean ranks() {
      return true;
    }

    @Override
    public List<Double> evaluate(long iteration, TrainedWeights weights) {
      return List.of((double) (iteration - step) * (iteration - step));
    }
  }

  private record Heard(List<String> heard) implements TrainingListener {
    @Override
    public void progressed(Progress progress) {}

    @Override
    public void began(long done) {
      heard.add("began " + done);
    }

    @Override
    public void recorded(MetricsRow row) {
      heard.add("row " + row.iteration());
    }

    @Override
    public void evaluated(long iteration) {
      heard.add("evaluated " + iteration);
    }
  }

  private record Warned(List<String> warnings) implements TrainingListener {
    @Override
    public void progressed(Progress progress) {}

    @Override
    public void warned(String message) {
      warnings.add(message);
    }
  }

  /** Data of which the last item is not a number. */
  private record OneIsNoNumber(Examples examples) implements Examples {
    @Override
    public int size() {
      return 400;
    }

    @Override
    public List<Integer> itemShape() {
      return examples.itemShape();
    }

    @Override
    public double[] item(int index, double[] uniforms) {
      return index == 399 ? new double[] {Double.NaN} : examples.item(index, uniforms);
    }
  }
}
