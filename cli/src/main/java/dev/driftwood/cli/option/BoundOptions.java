package dev.driftwood.cli.option;

import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.likelihood.BoundForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only {@code --method elbo} has. */
final class BoundOptions {
  @Option(
      names = "--times",
      paramLabel = "K",
      description = "Times that estimate the bound's integral; 16 by default.")
  private @Nullable Integer times;

  @Option(
      names = "--form",
      paramLabel = "divergence|score-matching",
      description =
          "Which of two equal expectations is estimated; score-matching, which takes no"
              + " derivative, by default (divergence with --tmin 0).")
  private @Nullable String form;

  @Option(
      names = "--antithetic",
      description =
          "Draw the bound's noise in pairs of \u03b5 and \u2212\u03b5, at half as many times;"
              + " --times stays the number of evaluations.")
  private boolean antithetic;

  /** The method; from time 0 on only the form with the divergence is finite. */
  LikelihoodMethod method(ProbeOptions probes, FlowOptions others, @Nullable Double tMin) {
    others.refuse();
    LikelihoodMethod.Elbo usual = LikelihoodMethod.Elbo.DEFAULT;
    boolean fromZero = tMin != null && tMin == 0;
    BoundForm implied = fromZero ? BoundForm.DIVERGENCE : usual.form();
    BoundForm chosen =
        form == null ? implied : Choice.of("form", form, List.of(BoundForm.values()));
    probes.requireSingle();
    if (chosen == BoundForm.SCORE_MATCHING) {
      probes.refuse();
    }
    int count = times == null ? usual.times() : times;
    return new LikelihoodMethod.Elbo(count, chosen, probes.law(), antithetic);
  }

  /** Ends with a usage error where any of these options was given. */
  void refuse() {
    if (times != null || form != null || antithetic) {
      throw new IllegalArgumentException(
          "--times, --form, --antithetic: given (expected: with --method elbo)");
    }
  }
}
