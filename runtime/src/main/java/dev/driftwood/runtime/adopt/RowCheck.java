package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether a row's result is a function of that row alone. */
final class RowCheck {
  private static final int ROWS = 4;
  private static final double[] TIMES = {0.2, 0.4, 0.6, 0.9};

  /** Far above what rounding in another order does to float32. */
  private static final double COUPLED = 1e-3;

  private static final double UNCHANGED = 1e-6;

  private final DriftTrial trial;
  private final List<Row> rows;
  private final List<double[]> outputs;

  private RowCheck(DriftTrial trial, List<Row> rows) {
    this.trial = trial;
    this.rows = rows;
    this.outputs = trial.network(rows);
  }

  /**
   * Checks a network.
   *
   * @throws DriftwoodException where rows influence each other, or the time is not per row
   */
  static List<Finding> of(DriftTrial trial, TrialRows source) {
    requireFinite(trial, source);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(source.row(i, TIMES[i]).row());
    }
    RowCheck check = new RowCheck(trial, rows);
    check.requireIndependent();
    check.requireTimePerRow();
    check.requireNoMatterHowMany();
    return List.of(
        Finding.of("rows", "independent of each other"),
        Finding.of("time", "each row has its own"));
  }

  private static void requireFinite(DriftTrial trial, TrialRows source) {
    ModelDescription description = source.description();
    List<Row> rows = new ArrayList<>();
    for (double t : new double[] {0.05, 0.2, 0.4, 0.6, 0.8, 1}) {
      rows.add(source.row(0, t).row());
    }
    rows.add(source.row(0, description.samplingTMin()).row());
    rows.add(source.row(0, description.likelihoodTMin()).row());
    List<double[]> drifts = trial.drift(rows);
    for (int i = 0; i < rows.size(); i++) {
      if (!Arrays.stream(drifts.get(i)).allMatch(Double::isFinite)) {
        throw new DriftwoodException(
            "the drift is not finite at t = %s (expected: finite numbers for an item of its data with the noise of that time; check sde, data.transform and timeScale, or raise sampling.tMin or likelihood.tMin where the time is one of these)"
                .formatted(rows.get(i).t()));
      }
    }
  }

  private void requireIndependent() {
    double strongest = 0;
    for (int changed = 0; changed < 2; changed++) {
      Row other = rows.get(changed).with(negated(rows.get(changed).x()));
      double influence = influenceOnOthers(changed, other);
      if (influence > COUPLED) {
        throw new DriftwoodException(
            "the rows of a batch influence each other: another row %d changes a row beside it by %.2g of its size (expected: independent rows; a batch normalisation in training mode does this: export the network in evaluation mode)"
                .formatted(changed, influence));
      }
      strongest = Math.max(strongest, influenceOnItself(changed, other));
    }
    if (!(strongest > UNCHANGED)) {
      throw new DriftwoodException(
          "the network's output does not depend on x (expected: a network that looks at its input; check adopted.output, and timeScale where a large time may drown it)");
    }
  }

  private void requireNoMatterHowMany() {
    double[] alone = trial.network(rows.subList(0, 1)).get(0);
    double influence = Difference.relative(outputs.get(0), alone);
    if (influence > COUPLED) {
      throw new DriftwoodException(
          "the number of rows of a batch changes each of them: alone and among %d a row differs by %.2g of its size (expected: independent rows)"
              .formatted(ROWS, influence));
    }
  }

  private void requireTimePerRow() {
    double strongest = 0;
    for (int changed = 0; changed < 2; changed++) {
      Row other = rows.get(changed).at(0.97);
      double influence = influenceOnOthers(changed, other);
      if (influence > COUPLED) {
        throw new DriftwoodException(
            "the time of row %d changes the rows beside it by %.2g of their size: t is not per row (expected: each row to have a time of its own; export the network with t of shape [batch])"
                .formatted(changed, influence));
      }
      strongest = Math.max(strongest, influenceOnItself(changed, other));
    }
    requireInfluence(strongest);
  }

  private void requireInfluence(double strongest) {
    if (!(strongest > UNCHANGED)) {
      throw new DriftwoodException(
          "the network's output does not depend on t: its time is baked in as a constant (expected: an input that is used; export the network with t as a tensor, not as a number, and check timeScale where a large time may drown it)");
    }
  }

  private double influenceOnOthers(int changed, Row other) {
    List<double[]> now = trial.network(replaced(changed, other));
    double influence = 0;
    for (int i = 0; i < ROWS; i++) {
      if (i != changed) {
        influence = Math.max(influence, Difference.relative(outputs.get(i), now.get(i)));
      }
    }
    return influence;
  }

  private double influenceOnItself(int changed, Row other) {
    double[] now = trial.network(replaced(changed, other)).get(changed);
    return Difference.relative(outputs.get(changed), now);
  }

  private List<Row> replaced(int changed, Row other) {
    List<Row> replaced = new ArrayList<>(rows);
    replaced.set(changed, other);
    return replaced;
  }

  private static double[] negated(double[] x) {
    return Arrays.stream(x).map(value -> 0.5 - value).toArray();
  }

  /** Whether the same row gives the same bits in any company, as the model will be run. */
  static Finding bits(OnnxGraph drift, TrialRows source) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Row row = source.row(i, TIMES[i]).row();
      queries.add(new Query(row.x(), row.t(), row.label(), List.of()));
    }
    try (OrtDrift network = new OrtDrift(drift, OrtSettings.DEFAULT)) {
      List<double[]> together = drifts(network, queries);
      boolean exact = true;
      for (int i = 0; i < ROWS; i++) {
        exact &= Arrays.equals(together.get(i), drifts(network, queries.subList(i, i + 1)).get(0));
        exact &= Arrays.equals(together.get(i), drifts(network, turned(queries, i)).get(0));
      }
      return exact
          ? Finding.of("bitExact", "yes: a row gives the same bits in any company")
          : Finding.of(
              "bitExact",
              "no: a row's last bits depend on the batch, as its operators' kernels do");
    }
  }

  private static List<Query> turned(List<Query> queries, int first) {
    List<Query> turned = new ArrayList<>(queries.subList(first, queries.size()));
    turned.addAll(queries.subList(0, first));
    return turned.subList(0, queries.size() - 1);
  }

  private static List<double[]> drifts(OrtDrift network, List<Query> queries) {
    return network.evaluate(queries).stream().map(evaluation -> evaluation.drift()).toList();
  }
}
