package dev.driftwood.cli.option;

import dev.driftwood.runtime.SamplePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How samples are drawn. */
public final class SampleOptions {
  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many samples; ${DEFAULT-VALUE} by default.")
  private long count;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "heun",
      description = "The method, see 'driftwood samplers'; ${DEFAULT-VALUE} by default.")
  private String sampler;

  @Mixin private BudgetOptions budget;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      description =
          "1 the probability flow, 0 the reverse SDE, below 0 more noise; for methods that have"
              + " it, 0 by default.")
  private @Nullable Double lambda;

  @Option(
      names = "--label",
      paramLabel = "K",
      split = ",",
      description =
          "The classes to draw, for a conditional model: row i has the one at i modulo their"
              + " number; its label for no class by default.")
  private List<Integer> labels = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The key of all random numbers; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--first-row",
      paramLabel = "I",
      defaultValue = "0",
      description = "The number of the first row, which keys its noise; 0 by default.")
  private long firstRow;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "64",
      description = "Rows that share a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  /** The plan that was typed. */
  public SamplePlan plan() {
    SamplePlan.Builder plan =
        SamplePlan.builder()
            .sampler(sampler)
            .count(count)
            .seed(seed)
            .firstRow(firstRow)
            .batch(batch);
    budget.budget().ifPresent(plan::budget);
    if (lambda != null) {
      plan.lambda(lambda);
    }
    return plan.labels(labels).build();
  }
}
