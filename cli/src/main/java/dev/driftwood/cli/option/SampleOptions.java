package dev.driftwood.cli.option;

import dev.driftwood.runtime.Latents;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.observe.Restoration;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How samples are drawn. */
public final class SampleOptions {
  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many samples; 64 by default, or as many as there are observed images.")
  private @Nullable Long count;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "heun",
      description = "The method, see 'driftwood samplers'; ${DEFAULT-VALUE} by default.")
  private String sampler;

  @Mixin private BudgetOptions budget;

  @Mixin private MethodOptions method;

  @Option(
      names = "--grid",
      paramLabel = "G",
      description =
          "How fixed steps are spaced: uniform, quadratic, log-snr, karras, karras:RHO, or times that"
              + " fall from 1, separated by commas; uniform by default (log-snr for annealed-langevin and what is observed).")
  private @Nullable String grid;

  @Option(
      names = "--end",
      paramLabel = "E",
      defaultValue = "mean",
      description =
          "What is done at tMin: mean (no noise in the last step), denoise (one more evaluation) or"
              + " stop; ${DEFAULT-VALUE} by default.")
  private String end;

  @Option(
      names = "--label",
      paramLabel = "K",
      split = ",",
      description =
          "The classes to draw, for a conditional model: row i has the one at i modulo their"
              + " number; its label for no class by default.")
  private List<Integer> labels = List.of();

  @Mixin private GuidanceOptions guidance;

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
    return builder(count == null ? 64 : count).build();
  }

  /** The plan that was typed, of as many rows as there are latents. */
  public SamplePlan planOf(Latents latents) {
    if (count != null) {
      throw new IllegalArgumentException(
          "count: %d (expected: none with --latents, which has %d)"
              .formatted(count, latents.count()));
    }
    return builder(latents.count()).startingAt(latents).build();
  }

  /** The plan that was typed, for rows of which a part is known. */
  public SamplePlan planOf(Restoration known) {
    return builder(count == null ? known.items().size() : count).observing(known).build();
  }

  private SamplePlan.Builder builder(long rows) {
    SamplePlan.Builder plan =
        SamplePlan.builder()
            .sampler(sampler)
            .count(rows)
            .seed(seed)
            .firstRow(firstRow)
            .batch(batch);
    budget.budget().ifPresent(plan::budget);
    method.options().forEach(plan::option);
    if (grid != null) {
      plan.grid(grid);
    }
    plan.end(EndPolicy.named(end));
    guidance.addTo(plan);
    return plan.labels(labels);
  }
}
