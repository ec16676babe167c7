package dev.driftwood.cli.option;

import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.sampler.SamplerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How images go along the probability flow to their latents, and latents back. */
public final class FlowPlanOptions {
  @Mixin private SolverOptions solver;

  @Option(
      names = "--label",
      paramLabel = "K",
      description = "The class, for a conditional model; its label for no class by default.")
  private @Nullable Integer label;

  @Mixin private GuidanceOptions guidance;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "64",
      description = "Rows that share a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  /** The plan that was typed, of so many rows. */
  public SamplePlan plan(long rows) {
    SamplerKind kind = solver.rungeKutta();
    Budget budget = solver.budget();
    SamplePlan.Builder plan =
        SamplePlan.builder().sampler(kind).budget(budget).count(rows).batch(batch);
    guidance.addTo(plan);
    return plan.labels(label == null ? List.of() : List.of(label)).build();
  }
}
