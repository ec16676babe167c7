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
    return new LikelihoodMethod.Elbo(times == null ? usual.times() : times, chosen, probes.law());
  }

  /** Ends with a usage error where any of these options was given. */
  void refuse() {
    if (times != null || form != null) {
      throw new IllegalArgumentException("--times, --form: given (expected: with --method elbo)");
    }
  }
}
