package dev.driftwood.cli.option;

import dev.driftwood.runtime.LikelihoodPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How images are scored. */
public final class LikelihoodOptions {
  @Option(
      names = "--method",
      paramLabel = "ode|elbo|vlb",
      defaultValue = "ode",
      description =
          "The probability flow's log-likelihood, a lower bound, or that of a chain of discrete"
              + " times (--steps, or the model's own); ${DEFAULT-VALUE} by default.")
  private String method;

  @Mixin private FlowOptions flow;

  @Mixin private BoundOptions bound;

  @Mixin private ProbeOptions probes;

  @Option(
      names = "--draws",
      paramLabel = "K",
      defaultValue = "1",
      description = "Dequantisation draws to average; ${DEFAULT-VALUE} by default.")
  private int draws;

  @Option(
      names = "--importance-weighted",
      description =
          "Combine the draws by ln of the mean of exp, a tighter bound, in place of their mean;"
              + " with --probes exact, or with so many probes that a draw's noise is well below one"
              + " nat.")
  private boolean importanceWeighted;

  @Option(
      names = "--target-se",
      paramLabel = "E",
      description =
          "Bits/dim: score an image again with four times the draws (where there are several),"
              + " probes or times until its standard error is no larger.")
  private @Nullable Double targetStandardError;

  @Option(
      names = "--tmin",
      paramLabel = "T",
      description = "Where the integral over time begins; the model's own by default.")
  private @Nullable Double tMin;

  @Option(
      names = "--label",
      paramLabel = "K",
      description =
          "The class to score under, for a conditional model; its label for no class by default.")
  private @Nullable Integer label;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "32",
      description = "Rows that share a network call; ${DEFAULT-VALUE} by default.")
  private int batch;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The key of all random numbers; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = {"--guidance", "--guidance-interval"},
      hidden = true,
      description = "Refused, saying why.")
  private @Nullable String guidance;

  private enum Kind {
    ODE,
    ELBO,
    VLB
  }

  /** The plan that was typed. */
  public LikelihoodPlan plan() {
    if (guidance != null) {
      throw new IllegalArgumentException(
          "guidance: given (expected: none, as what guidance draws is no diffusion's data and"
              + " has no likelihood)");
    }
    Kind kind = Choice.of("method", method, List.of(Kind.values()));
    LikelihoodPlan plan =
        LikelihoodPlan.of(
                switch (kind) {
                  case ODE -> flow.method(probes, bound);
                  case ELBO -> bound.method(probes, flow, tMin);
                  case VLB -> flow.discrete(probes, bound);
                })
            .withDraws(draws)
            .withBatch(batch)
            .withSeed(seed);
    plan = tMin == null ? plan : plan.withTMin(tMin);
    plan = targetStandardError == null ? plan : plan.withTargetStandardError(targetStandardError);
    plan = importanceWeighted ? plan.withImportanceWeights() : plan;
    plan = probes.controlVariate() ? plan.withControlVariate() : plan;
    return label == null ? plan : plan.withLabel(label);
  }
}
