package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphCost;
import dev.driftwood.runtime.onnx.ProductGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network that was trained elsewhere, made into a model of ours: checked against its description,
 * simplified, and wrapped so that it gives the drift.
 *
 * @param artefact the model, which says everything about itself
 * @param findings what was found on the way
 */
public record Adoption(Artefact artefact, List<Finding> findings) {
  /** The metadata entry that keeps how the network was described. */
  public static final String METADATA_KEY = "driftwood.adoption";

  public Adoption {
    findings = List.copyOf(findings);
  }

  /**
   * Adopts a network.
   *
   * @param network any graph that was read
   * @param description what it is, with {@code adopted} saying how it is fed
   * @throws DriftwoodException where the two don't fit, where the network can't be run row by row,
   *     or where an operator on the way from x to its output has no derivative rule
   */
  public static Adoption of(OnnxGraph network, ModelDescription description) {
    Connection connection = Simplification.of(Connection.of(network, description));
    OnnxGraph graph = DriftGraph.of(connection);
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.of("batch", "any size"));
    TrialRows rows = new TrialRows(description);
    try (DriftTrial trial = DriftTrial.open(graph)) {
      findings.addAll(LabelCheck.of(trial, rows));
      findings.addAll(RowCheck.of(trial, rows));
      List<Finding> time = TimeCheck.of(connection, trial, rows);
      Finding noise = DenoisingCheck.of(connection, trial);
      boolean telling = DenoisingCheck.isTelling(description.output());
      refuseBoth(time, noise, telling);
      findings.addAll(time);
      findings.add(noise);
    }
    List<String> inputs = graph.inputs().stream().map(input -> input.name()).toList();
    OnnxGraph drift = graph.keeping(inputs, List.of(DriftGraph.DRIFT));
    findings.add(RowCheck.bits(drift, rows));
    findings.add(derivative(drift, rows));
    Map<String, String> provenance = Map.of(METADATA_KEY, description.toJson());
    return new Adoption(Artefact.of(description.ofDrift(), drift, provenance), findings);
  }

  /**
   * The drift's graph around a network that is known to be what its description says, such as one
   * of our own: inputs x, t and perhaps label, output drift.
   *
   * @param description with the kind of the network's output
   * @throws DriftwoodException where the two don't fit
   */
  public static OnnxGraph drift(OnnxGraph network, ModelDescription description) {
    OnnxGraph graph = DriftGraph.of(Connection.of(network, description));
    List<String> inputs = graph.inputs().stream().map(Value::name).toList();
    return graph.keeping(inputs, List.of(DriftGraph.DRIFT));
  }

  /**
   * A network may have small features of time, and a network may not be trained; one that seems to
   * be both has been described wrongly.
   */
  private static void refuseBoth(List<Finding> time, Finding noise, boolean telling) {
    if (noise.warning() || !telling) {
      time.stream()
          .filter(Finding::warning)
          .findFirst()
          .ifPresent(
              finding -> {
                throw new DriftwoodException(
                    "%s: %s (expected: an answer that follows time; DDPM's networks take a timeScale of 999 or 1000); noise %s"
                        .formatted(finding.subject(), finding.text(), noise.text()));
              });
    }
  }

  private static Finding derivative(OnnxGraph drift, TrialRows rows) {
    OnnxGraph product = ProductGraph.of(drift);
    if (isZero(product, rows)) {
      return Finding.warning(
          "likelihood",
          "none: the derivative with respect to x is zero, as of a network that rounds its input");
    }
    double ratio =
        (double) GraphCost.ofProduct(drift).multiplyAdds()
            / Math.max(1, GraphCost.ofDrift(drift).multiplyAdds());
    return Finding.of(
        "likelihood", "yes: drift and product take %.2f times the multiply-adds".formatted(ratio));
  }

  /**
   * Whether the product with one direction is zero, at a time at which the network has work to do.
   */
  private static boolean isZero(OnnxGraph product, TrialRows rows) {
    OnnxGraph only =
        product.keeping(
            product.inputs().stream().map(Value::name).toList(), List.of(ProductGraph.PRODUCT));
    try (DriftTrial trial = DriftTrial.open(only)) {
      double[] values = trial.product(List.of(rows.row(0, 0.5).row()));
      return Arrays.stream(values).allMatch(value -> value == 0);
    }
  }
}
