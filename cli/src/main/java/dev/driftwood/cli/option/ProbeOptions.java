package dev.driftwood.cli.option;

import dev.driftwood.runtime.likelihood.Probes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a trace is estimated. */
final class ProbeOptions {
  private static final String EXACT = "exact";

  @Option(
      names = "--probes",
      paramLabel = "K|exact",
      description = "Random probes of the trace, or the exact trace; 1 by default.")
  private @Nullable String probes;

  @Option(
      names = "--probe",
      paramLabel = "rademacher|gaussian",
      description = "The law of the probes; rademacher by default.")
  private @Nullable String probe;

  Probes.Law law() {
    if (EXACT.equals(probes)) {
      if (probe != null) {
        throw new IllegalArgumentException(
            "probe: " + probe + " (expected: none with --probes exact)");
      }
      return Probes.Law.EXACT;
    }
    return probe == null
        ? Probes.Law.RADEMACHER
        : Choice.of("probe", probe, List.of(Probes.Law.RADEMACHER, Probes.Law.GAUSSIAN));
  }

  int count() {
    if (probes == null || probes.equals(EXACT)) {
      return 1;
    }
    try {
      return Integer.parseInt(probes);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "probes: " + probes + " (expected: a number of them, or exact)", e);
    }
  }

  /** Ends with a usage error where several probes a time were asked for. */
  void requireSingle() {
    if (count() != 1) {
      throw new IllegalArgumentException(
          "probes: " + probes + " (expected: 1 or exact with --method elbo; raise --times)");
    }
  }

  /** Ends with a usage error where any of these options was given. */
  void refuse() {
    if (probes != null || probe != null) {
      throw new IllegalArgumentException(
          "--probes, --probe: given (expected: with --method ode, or with --form divergence)");
    }
  }
}
