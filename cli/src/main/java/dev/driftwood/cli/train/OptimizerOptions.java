package dev.driftwood.cli.train;

import dev.driftwood.cli.option.Choice;
import dev.driftwood.trainer.train.Schedule;
import dev.driftwood.trainer.train.TrainingPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How it is made small. */
final class OptimizerOptions {
  private static final double DEFAULT_DECAY = 0.01;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Steps of the optimiser; ${DEFAULT-VALUE} by default.")
  private int iterations;

  @Option(
      names = "--optimizer",
      paramLabel = "adam|adamw",
      description = "The rule; adam by default, adamw with --weight-decay.")
  private @Nullable Rule rule;

  @Option(
      names = "--lr",
      paramLabel = "R",
      defaultValue = "1e-4",
      description = "The full step size; ${DEFAULT-VALUE} by default.")
  private double learningRate;

  @Option(
      names = "--weight-decay",
      paramLabel = "L",
      description =
          "How fast adamw lets weights decay, in units of the step size; 0.01 by default.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Steps in which the step size grows to its full size; ${DEFAULT-VALUE} by default.")
  private int warmup;

  @Option(
      names = "--schedule",
      paramLabel = "constant|cosine|linear",
      defaultValue = "constant",
      description = "What the step size does after that, down to 0; ${DEFAULT-VALUE} by default.")
  private String schedule;

  @Option(
      names = "--clip",
      paramLabel = "C",
      description = "The largest norm of the gradient over all weights; none by default.")
  private double clip = Double.POSITIVE_INFINITY;

  @Option(
      names = "--accumulate",
      paramLabel = "K",
      defaultValue = "1",
      description = "Batches of a step, one after the other; ${DEFAULT-VALUE} by default.")
  private int accumulate;

  @Option(
      names = "--ema",
      paramLabel = "D[,D...]",
      split = ",",
      defaultValue = "0.999",
      description =
          "Final decay of the weights' moving average; ${DEFAULT-VALUE} by default. The model has"
              + " the first of several; the others are written beside it.")
  private List<Double> ema;

  /** The rules by name. */
  enum Rule {
    adam,
    adamw
  }

  void addTo(TrainingPlan.Builder plan) {
    plan.iterations(iterations)
        .learningRate(learningRate)
        .weightDecay(decay())
        .warmup(warmup)
        .schedule(Choice.of("schedule", schedule, List.of(Schedule.values())))
        .clip(clip)
        .accumulate(accumulate)
        .ema(ema);
  }

  private double decay() {
    if (rule == Rule.adam && weightDecay != null && weightDecay != 0) {
      throw new IllegalArgumentException(
          "weight-decay: " + weightDecay + " with --optimizer adam (expected: adamw)");
    }
    if (weightDecay != null) {
      return weightDecay;
    }
    return rule == Rule.adamw ? DEFAULT_DECAY : 0;
  }
}
