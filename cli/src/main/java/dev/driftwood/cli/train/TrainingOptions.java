package dev.driftwood.cli.train;

import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Datasets;
import dev.driftwood.trainer.djl.data.BasicDatasetFetcher;
import dev.driftwood.trainer.train.Intervals;
import dev.driftwood.trainer.train.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is trained, on what, and for how long. */
final class TrainingOptions {
  private static final List<DataTransform> TRANSFORMS =
      List.of(
          new DataTransform.Logit(DataTransform.Logit.DEFAULT_ALPHA),
          new DataTransform.Centered(),
          new DataTransform.Unit());

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description = "Such as mnist, cifar10, digits, folder, npy, swissroll, gaussians, glyphs.")
  private String dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The folder with the data set's files, or its parent.")
  private @Nullable Path dataDir;

  @Option(
      names = "--preset",
      required = true,
      paramLabel = "P",
      description = "The network: mlp for points, small for images, mnist, cifar10.")
  private String preset;

  @Option(
      names = "--target",
      paramLabel = "drift|score|epsilon|v|x0",
      defaultValue = "drift",
      description =
          "What the network is trained to give; the model gives the drift in any case."
              + " ${DEFAULT-VALUE} by default; v needs vp or vp-cosine.")
  private String target;

  @Option(
      names = "--transform",
      paramLabel = "logit|centered|unit",
      description = "How the network sees pixels; logit by default.")
  private @Nullable String transform;

  @Option(
      names = "--sde",
      paramLabel = "vp|subvp|ve|vp-cosine",
      defaultValue = "vp",
      description = "The diffusion; ${DEFAULT-VALUE} by default.")
  private String sde;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Steps of the optimiser; ${DEFAULT-VALUE} by default.")
  private int iterations;

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
      names = "--debias",
      description =
          "Draw times in proportion to the likelihood's weight; no change with ve, whose weight is"
              + " constant.")
  private boolean debias;

  @Option(
      names = "--lr",
      paramLabel = "R",
      defaultValue = "1e-4",
      description = "Adam's step size; ${DEFAULT-VALUE} by default.")
  private double learningRate;

  @Option(
      names = "--ema",
      paramLabel = "D",
      defaultValue = "0.999",
      description = "Final decay of the weights' moving average; ${DEFAULT-VALUE} by default.")
  private double ema;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The key of all random numbers; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--metrics-interval",
      paramLabel = "N",
      description = "Iterations between rows of metrics.csv.")
  private int metrics = Intervals.standard().metrics();

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "N",
      description = "Iterations between checkpoints.")
  private int checkpoint = Intervals.standard().checkpoint();

  @Option(
      names = "--samples-interval",
      paramLabel = "N",
      description = "Iterations between grids of samples.")
  private int samples = Intervals.standard().samples();

  @Option(
      names = "--evaluation-interval",
      paramLabel = "N",
      description = "Iterations between bits/dim of held-out data.")
  private int evaluation = Intervals.standard().evaluation();

  TrainingPlan plan() {
    return TrainingPlan.builder()
        .dataset(dataset)
        .dataDir(dataDir)
        .transform(Optional.ofNullable(transform).map(TrainingOptions::transform))
        .preset(preset)
        .target(OutputKind.byName(target))
        .sde(SdeSpec.of(sdeType()))
        .iterations(iterations)
        .batch(batch)
        .learningRate(learningRate)
        .ema(ema)
        .seed(seed)
        .debias(debias)
        .out(out)
        .intervals(new Intervals(metrics, checkpoint, samples, evaluation))
        .build();
  }

  Dataset load() {
    Datasets datasets = new Datasets(new BasicDatasetFetcher());
    return datasets.load(dataset, Optional.ofNullable(dataDir));
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

  private SdeSpec.Type sdeType() {
    return Arrays.stream(SdeSpec.Type.values())
        .filter(type -> type.jsonName().equals(sde))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    NearestName.unknown("sde", sde, SdeSpec.Type.names())));
  }
}
