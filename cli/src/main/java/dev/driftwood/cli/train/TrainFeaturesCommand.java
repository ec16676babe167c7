package dev.driftwood.cli.train;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.trainer.features.FeatureModel;
import dev.driftwood.trainer.features.FeaturePlan;
import dev.driftwood.trainer.features.FeatureTraining;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood train-features}. */
@Command(
    name = "train-features",
    description = {
      "Train a small classifier whose hidden layer describes images, for compare --features, on"
          + " images with classes, such as mnist, fashion-mnist, cifar10, digits.",
      "Where it is to judge a model's samples, neither has seen the other."
    })
final class TrainFeaturesCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private DatasetOptions data;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Passes over the training items; ${DEFAULT-VALUE} by default.")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "64",
      description = "Rows of a step; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--lr",
      paramLabel = "R",
      defaultValue = "1e-3",
      description = "Adam's step size; ${DEFAULT-VALUE} by default.")
  private double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The key of start and order; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NET.onnx",
      description = "The file, with input x and outputs features and logits.")
  private Path out;

  @Mixin private JsonOption json;

  TrainFeaturesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    FeaturePlan plan = new FeaturePlan(epochs, batch, learningRate, seed);
    FeatureTraining training = new FeatureTraining(plan, data.load());
    try (ProgressLine progress = new ProgressLine(console, "training", training.steps(), "steps")) {
      FeatureModel model = training.run(progress::to);
      model.write(out);
      Report report = new Report();
      report.entries().put("dataset", model.dataset()).put("accuracy", model.accuracy());
      report.print(console, json.json(), out);
    }
    return ExitCode.OK;
  }
}
