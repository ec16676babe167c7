package dev.driftwood.cli.train;

import dev.driftwood.cli.option.Choice;
import dev.driftwood.trainer.train.EvaluationPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a run is judged on the way. */
@Command
final class EvaluationOptions {
  @Option(
      names = "--evaluation-method",
      paramLabel = "elbo|ode",
      defaultValue = "elbo",
      description =
          "How held-out images get their bits/dim: the bound, or the probability flow at some twice"
              + " the cost; ${DEFAULT-VALUE} by default.")
  private String method;

  @Option(
      names = "--features",
      paramLabel = "NET.onnx",
      description =
          "A network that describes images in [0, 1], as train-features writes it: samples are held"
              + " against held-out images by it, as compare does.")
  private @Nullable Path features;

  @Option(
      names = "--metrics-samples",
      paramLabel = "N",
      description = "With --features, samples to draw, and held-out images; 256 by default.")
  private int samples = EvaluationPlan.STANDARD.samples();

  EvaluationPlan plan() {
    return new EvaluationPlan(
        Choice.of("evaluation-method", method, List.of(EvaluationPlan.Method.values())),
        Optional.ofNullable(features),
        samples);
  }
}
