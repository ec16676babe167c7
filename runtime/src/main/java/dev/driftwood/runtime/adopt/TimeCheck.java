package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether a network's answer changes with time at the pace that its description says. */
final class TimeCheck {
  private static final double MOMENT = 1e-4;
  private static final double WHILE = 0.1;
  private static final double FURTHER = 100;

  /** Networks of random weights whose sines turn once or so up to t = 1 stay above. */
  private static final double HARDLY = 0.065;

  private static final double[] TIMES = {0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75};

  private TimeCheck() {}

  /**
   * Checks a network.
   *
   * @throws DriftwoodException where it is fed a pace that can't be meant
   */
  static List<Finding> of(Connection connection, DriftTrial trial, TrialRows source) {
    AdoptedSpec spec = connection.spec();
    boolean whole = !connection.t().type().isFloating();
    requireDistinctTimes(spec, whole);
    double jumpiness = jumpiness(trial, source);
    if (jumpiness > 0.5) {
      throw new DriftwoodException(
          "timeScale: %s is too large: the answers at times %s apart differ by %.2g of what those %s apart do (expected: a smooth function of time; try a timeScale of 1)"
              .formatted(spec.timeScale(), MOMENT, jumpiness, WHILE));
    }
    List<Finding> findings = new ArrayList<>();
    boolean direct = spec.conditioning() == AdoptedSpec.Conditioning.T && spec.times().isEmpty();
    if (direct && !whole) {
      pace(spec, trial, source).ifPresent(findings::add);
    }
    return findings;
  }

  private static void requireDistinctTimes(AdoptedSpec spec, boolean whole) {
    boolean scaled = spec.times().isEmpty() && spec.conditioning() == AdoptedSpec.Conditioning.T;
    if (whole && scaled && Math.abs(spec.timeScale()) < 8) {
      throw new DriftwoodException(
          "timeScale: %s leaves %.0f different times, as the network's time is a whole number (expected: its number of steps less one, such as 999, or a table of times)"
              .formatted(spec.timeScale(), Math.floor(Math.abs(spec.timeScale())) + 1));
    }
  }

  /** The median over times of how much of a change over a while is there after a moment. */
  private static double jumpiness(DriftTrial trial, TrialRows source) {
    List<Row> rows = new ArrayList<>();
    for (double t : TIMES) {
      Row row = source.row(0, t).row();
      rows.addAll(List.of(row, row.at(t + MOMENT), row.at(t + WHILE)));
    }
    List<double[]> outputs = trial.network(rows);
    double[] ratios = new double[TIMES.length];
    for (int i = 0; i < ratios.length; i++) {
      double[] here = outputs.get(3 * i);
      double moment = Difference.rootMeanSquare(here, outputs.get(3 * i + 1));
      double longer = Difference.rootMeanSquare(here, outputs.get(3 * i + 2));
      ratios[i] = longer == 0 ? 0 : moment / longer;
    }
    Arrays.sort(ratios);
    return ratios[ratios.length / 2];
  }

  /**
   * A finding where nearly all of what time does to the network lies beyond what it is fed: its
   * features of time are bounded, as sines and cosines are, and have hardly begun to move at t = 1.
   */
  private static Optional<Finding> pace(AdoptedSpec spec, DriftTrial trial, TrialRows source) {
    double within = spread(trial, source, 1);
    double beyond = spread(trial, source, FURTHER);
    double farBeyond = spread(trial, source, FURTHER * FURTHER);
    boolean bounded = farBeyond < 6 * beyond;
    if (!(bounded && within < HARDLY * beyond)) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            "timeScale",
            "%s is too small: times from 0 to 1 change the answer by %.2g, those up to %.0f by %.2g"
                .formatted(spec.timeScale(), within, FURTHER, beyond)));
  }

  /** How much the answers to one row at neighbouring times differ, up to a latest time. */
  private static double spread(DriftTrial trial, TrialRows source, double latest) {
    Row row = source.row(0, 0.5).row();
    List<Row> rows = new ArrayList<>();
    for (double t : TIMES) {
      rows.add(row.at(t * latest));
    }
    List<double[]> outputs = trial.network(rows);
    double sum = 0;
    for (int i = 1; i < outputs.size(); i++) {
      sum += Difference.rootMeanSquare(outputs.get(i - 1), outputs.get(i));
    }
    return sum / (outputs.size() - 1);
  }
}
