package dev.driftwood.cli.train;

import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.ort.Devices;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.train.Target;
import dev.driftwood.trainer.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained, on what, and for how long. */
final class TrainingOptions {
  private static final List<DataTransform> TRANSFORMS =
      List.of(
          new DataTransform.Logit(DataTransform.Logit.DEFAULT_ALPHA),
          new DataTransform.Centered(),
          new DataTransform.Unit());

  @Mixin private DatasetOptions data;

  @Option(
      names = "--preset",
      required = true,
      paramLabel = "P",
      description =
          "The network: mlp for points; for images small, mnist, cifar10, diffusion-zero, ddpmpp,"
              + " ncsnpp.")
  private String preset;

  @Mixin private NetworkOptions network;

  @Option(
      names = "--target",
      paramLabel = "drift|score|epsilon|v|x0|edm",
      defaultValue = "drift",
      description =
          "What the network is trained to give; the model gives the drift in any case."
              + " ${DEFAULT-VALUE} by default; v needs vp or vp-cosine, edm needs ve.")
  private String target;

  @Option(
      names = "--transform",
      paramLabel = "logit|centered|unit",
      description = "How the network sees pixels; logit by default.")
  private @Nullable String transform;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "64",
      description = "Rows of a step; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "RUN",
      description = "The run folder, with checkpoints, metrics, samples and the model.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The key of all random numbers; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--flip",
      description = "Mirror images left to right at random, in training only.")
  private boolean flip;

  @Option(
      names = "--labels",
      description = "Tell the network the classes: a conditional model, also without a class.")
  private boolean labels;

  @Option(
      names = "--label-dropout",
      paramLabel = "P",
      defaultValue = "0.1",
      description =
          "With --labels, how often a class is kept from it, so that it learns to do without;"
              + " ${DEFAULT-VALUE} by default.")
  private double labelDropout;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Threads of the engine; a run keeps those that it began with. 0, the default, for one a"
              + " core.")
  private int threads;

  @Option(
      names = "--device",
      paramLabel = "DEVICE[,DEVICE...]",
      defaultValue = "cpu",
      description =
          "Where the engine trains: cpu, cuda:N or several, such as cuda:0,1, which share each"
              + " batch; ${DEFAULT-VALUE} by default.")
  private String device;

  @Mixin private SdeOption sde;
  @Mixin private ObjectiveOptions objective;
  @Mixin private OptimizerOptions optimizer;
  @Mixin private EvaluationOptions evaluation;
  @Mixin private IntervalOptions intervals;

  TrainingPlan plan() {
    TrainingPlan.Builder plan =
        TrainingPlan.builder()
            .dataset(data.name())
            .dataDir(data.folder())
            .transform(Optional.ofNullable(transform).map(TrainingOptions::transform))
            .preset(preset)
            .networkOptions(network.changes())
            .target(Target.named(target))
            .sde(sde.spec())
            .objective(objective.plan())
            .batch(batch)
            .flip(flip)
            .labelDropout(labels ? OptionalDouble.of(labelDropout) : OptionalDouble.empty())
            .seed(seed)
            .threads(threads)
            .devices(Devices.parse(device))
            .out(out)
            .evaluation(evaluation.plan())
            .intervals(intervals.intervals());
    optimizer.addTo(plan);
    return plan.build();
  }

  Dataset load() {
    return data.load();
  }

  private static DataTransform transform(String name) {
    return TRANSFORMS.stream()
        .filter(transform -> transform.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    NearestName.unknown(
                        "transform", name, TRANSFORMS.stream().map(DataTransform::name).toList())));
  }
}
