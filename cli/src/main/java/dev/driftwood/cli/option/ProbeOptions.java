package dev.driftwood.cli.option;

import dev.driftwood.runtime.failure.NearestName;
import dev.driftwood.runtime.likelihood.Probes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a trace is estimated. */
final class ProbeOptions {
  private static final String EXACT = "exact";
  private static final Map<String, Probes.Law> LAWS = new LinkedHashMap<>();

  static {
    LAWS.put("rademacher", Probes.Law.RADEMACHER);
    LAWS.put("gaussian", Probes.Law.GAUSSIAN);
    LAWS.put("orthogonal", Probes.Law.ORTHOGONAL);
    LAWS.put("hutch++", Probes.Law.HUTCH_PLUS_PLUS);
  }

  @Option(
      names = "--probes",
      paramLabel = "K|exact",
      description = "Random probes of the trace, or the exact trace; 1 by default.")
  private @Nullable String probes;

  @Option(
      names = "--probe",
      paramLabel = "rademacher|gaussian|orthogonal|hutch++",
      description = "The law of the probes; rademacher by default.")
  private @Nullable String probe;

  @Option(
      names = "--control-variate",
      description =
          "Leave to chance only what the Jacobian differs by from that of normal data, by the"
              + " covariance that 'driftwood calibrate' kept with the model.")
  private boolean controlVariate;

  boolean controlVariate() {
    return controlVariate;
  }

  Probes.Law law() {
    if (EXACT.equals(probes)) {
      if (probe != null) {
        throw new IllegalArgumentException(
            "probe: " + probe + " (expected: none with --probes exact)");
      }
      return Probes.Law.EXACT;
    }
    if (probe == null) {
      return Probes.Law.RADEMACHER;
    }
    Probes.Law law = LAWS.get(probe);
    if (law == null) {
      throw new IllegalArgumentException(NearestName.unknown("probe", probe, LAWS.keySet()));
    }
    return law;
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
    if (probes != null || probe != null || controlVariate) {
      throw new IllegalArgumentException(
          "--probes, --probe, --control-variate: given (expected: with --method ode, or with --form"
              + " divergence)");
    }
  }
}
