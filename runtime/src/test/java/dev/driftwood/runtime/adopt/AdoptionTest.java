package dev.driftwood.runtime.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.AdoptedSpec.Channels;
import dev.driftwood.runtime.artefact.AdoptedSpec.Conditioning;
import dev.driftwood.runtime.artefact.AdoptedSpec.Layout;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.OnnxOps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What adoption finds, and what it refuses. */
class AdoptionTest {
  private static final Shape STATE = Shape.of(Shape.BATCH, 3);
  private static final Shape TIMES = Shape.of(Shape.BATCH);

  @Test
  void adoptsANetworkThatFitsItsDescription() {
    Adoption adoption = Adoption.of(gaussian(), description(999));

    assertThat(adoption.findings())
        .extracting(Finding::subject)
        .containsExactly("batch", "rows", "time", "noise", "bitExact", "likelihood");
    assertThat(adoption.findings()).noneMatch(Finding::warning);
    ModelDescription described = adoption.artefact().description();
    assertThat(described.output()).isEqualTo(OutputKind.DRIFT);
    assertThat(described.adopted()).isEmpty();
    assertThat(adoption.artefact().metadata()).containsKey(Adoption.METADATA_KEY);
  }

  @Test
  void readsWhatItWrote() {
    Adoption adoption = Adoption.of(gaussian(), description(999));

    assertThat(Artefact.parse(adoption.artefact().bytes(), "bytes").graph())
        .isEqualTo(adoption.artefact().graph());
  }

  /** The network finds the noise at one scale and not at the others. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 9.99})
  void findsATimeScaleThatIsTooSmall(double scale) {
    refuses(gaussian(), description(scale), "timeScale: " + scale + " is wrong", "one near");
  }

  @Test
  void findsATimeScaleThatIsFarTooLarge() {
    // Fourier features of a standard deviation of 16, as for times from 0 to 1.
    OnnxGraph features =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              OnnxOps ops = network.ops();
              Value phase = ops.mul(network.perRow(tau, y), numbers(ops, 97, 153, 211));
              return ops.add(ops.scale(y, 0.3), ops.sin(phase));
            });
    assertThat(Adoption.of(features, description(1)).findings()).isNotEmpty();
    refuses(features, description(1000), "timeScale: 1000.0 is too large");
  }

  @Test
  void findsTimesThatRoundToFewSteps() {
    OnnxGraph steps =
        ForeignNetwork.of(DataType.FLOAT, STATE, DataType.INT64, TIMES, ForeignNetwork::linear);

    refuses(steps, description(1), "timeScale: 1.0 leaves 2 different times");
  }

  @Test
  void findsABakedTime() {
    OnnxGraph baked = ForeignNetwork.of(STATE, (network, y, tau) -> network.ops().scale(y, 0.3));

    refuses(baked, description(1), "does not depend on t", "baked in");
  }

  @Test
  void findsSwappedInputs() {
    AdoptedSpec spec = spec("tau", "y", 1);

    refuses(linear(), description(spec), "x and t are swapped", "\"tau\"", "[batch, 3]");
  }

  @Test
  void findsAFixedBatch() {
    OnnxGraph fixed = ForeignNetwork.of(Shape.of(1, 3), ForeignNetwork::linear);

    refuses(fixed, description(1), "\"y\" has a fixed batch of 1", "dynamic axes");
  }

  @Test
  void findsABatchOfSeveralRowsThatIsFixedWithin() {
    OnnxGraph fixed =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value sizes = network.ops().parameter(longs("sizes", 4, 3));
              Value four = network.node("Reshape", Map.of(), y.valueType(), y, sizes);
              return ForeignNetwork.linear(network, four, tau);
            });

    refuses(fixed, description(1), "its batch is fixed", "batch of 4 and not of 1");
  }

  /** The input says that its batch is free, and a constant within says otherwise. */
  @Test
  void findsABatchThatIsFixedWithin() {
    OnnxGraph fixed =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value sizes = network.ops().parameter(longs("sizes", 1, 3));
              Value once = network.node("Reshape", Map.of(), y.valueType(), y, sizes);
              return ForeignNetwork.linear(network, once, tau);
            });

    refuses(fixed, description(1), "its batch is fixed", "batch of 1 and not of 2");
  }

  @Test
  void findsRowsThatInfluenceEachOther() {
    OnnxGraph coupled =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value mean = network.ops().mean(y, 0);
              return ForeignNetwork.linear(network, network.ops().sub(y, mean), tau);
            });

    refuses(coupled, description(1), "rows of a batch influence each other", "evaluation mode");
  }

  @Test
  void findsABatchWhoseSizeMatters() {
    OnnxGraph scaled =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              ValueType whole = new ValueType(DataType.INT64, Shape.of(2));
              Value sizes = network.node("Shape", Map.of(), whole, y);
              Value place = network.ops().parameter(longs("place", 0));
              Value rows =
                  network.node("Gather", Map.of(), whole.withShape(Shape.of(1)), sizes, place);
              Value factor = network.cast(rows, DataType.FLOAT);
              return ForeignNetwork.linear(network, network.ops().mul(y, factor), tau);
            });

    refuses(scaled, description(1), "number of rows of a batch changes each of them");
  }

  /** A branch that batches of 1 to 3 rows don't take is no constant. */
  @Test
  void findsABranchOnTheSizeOfTheBatch() {
    OnnxGraph branching =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) ->
                ForeignNetwork.linear(network, BranchOnSize.ofBatch(network, y, 17), tau));

    refuses(branching, description(1), "something else with a batch of 17");
  }

  @Test
  void saysThatADerivativeIsZero() {
    OnnxGraph rounding =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value rounded = network.node("Round", Map.of(), y.valueType(), y);
              return ForeignNetwork.linear(network, rounded, tau);
            });

    assertThat(Adoption.of(rounding, description(1)).findings())
        .filteredOn(finding -> finding.subject().equals("likelihood"))
        .singleElement()
        .matches(Finding::warning)
        .extracting(Finding::text)
        .asString()
        .contains("derivative with respect to x is zero");
  }

  @Test
  void findsANormalisationInTrainingMode() {
    OnnxGraph training =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value ones = numbers(network.ops(), 1, 1, 1);
              Value normal =
                  network.node(
                      "BatchNormalization",
                      Map.of("training_mode", new Attribute.Int(1)),
                      y.valueType(),
                      y,
                      ones,
                      ones,
                      ones,
                      ones);
              return ForeignNetwork.linear(network, normal, tau);
            });

    refuses(training, description(1), "BatchNormalization node", "in training mode", "net.eval()");
  }

  @Test
  void findsANetworkThatDoesNotLookAtItsInput() {
    OnnxGraph blind =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> ForeignNetwork.linear(network, network.ops().scale(y, 0), tau));

    refuses(blind, description(1), "does not depend on x");
  }

  /** Sines of slow phases that have hardly begun to move at t = 1, as DDPM's have with no scale. */
  @Test
  void findsAScaleThatLeavesTimeWithoutEffect() {
    OnnxGraph slow =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              OnnxOps ops = network.ops();
              Value phase = ops.mul(network.perRow(tau, y), numbers(ops, 0.06, 0.03, 0.01));
              return ops.add(ops.scale(y, 2), ops.sin(phase));
            });

    assertThat(Adoption.of(slow, description(999)).findings()).isNotEmpty();
    refuses(slow, description(1), "timeScale: 1.0 is too small", "999");
  }

  @Test
  void findsATimeThatIsNotPerRow() {
    OnnxGraph first =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value index = network.ops().parameter(longs("first", 0));
              Value one =
                  network.node(
                      "Gather", Map.of(), tau.valueType().withShape(Shape.of(1)), tau, index);
              return ForeignNetwork.linear(network, y, one);
            });

    refuses(first, description(1), "t is not per row");
  }

  @Test
  void findsATimeForTheWholeBatch() {
    OnnxGraph scalar =
        ForeignNetwork.of(
            DataType.FLOAT, STATE, DataType.FLOAT, Shape.of(1), ForeignNetwork::linear);

    refuses(scalar, description(1), "one number for the whole batch");
  }

  @Test
  void findsAnOutputThatIsNotFinite() {
    OnnxGraph broken =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value root = network.ops().sqrt(network.ops().sub(y, network.ops().constant(100)));
              return ForeignNetwork.linear(network, root, tau);
            });

    refuses(broken, description(1), "not finite at t = 0.05");
  }

  @Test
  void findsNamesThatAreNotThere() {
    refuses(linear(), description(spec("y", "ta", 1)), "adopted.inputs.t", "'ta'", "'tau'");
  }

  @Test
  void findsAnotherShape() {
    OnnxGraph wide = ForeignNetwork.of(Shape.of(Shape.BATCH, 4), ForeignNetwork::linear);

    refuses(wide, description(1), "\"y\" has shape [batch, 4]", "[batch, 3]");
  }

  @Test
  void findsAnOutputOfAnotherShape() {
    OnnxGraph wide =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value output = ForeignNetwork.linear(network, y, tau);
              return network.ops().concat(1, List.of(output, output));
            });

    refuses(wide, description(1), "output \"out\" is FLOAT [batch, 6]", "[batch, 3]");
  }

  @Test
  void findsAFurtherInput() {
    OnnxGraph more =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value other = network.input("guidance", DataType.FLOAT, TIMES);
              return ForeignNetwork.linear(network, y, network.ops().add(tau, other));
            });

    refuses(more, description(1), "further input \"guidance\"");
  }

  @Test
  void findsARandomNetwork() {
    OnnxGraph random =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value noise = network.node("RandomNormalLike", Map.of(), y.valueType(), y);
              return ForeignNetwork.linear(network, network.ops().add(y, noise), tau);
            });

    refuses(random, description(1), "RandomNormalLike", "draws random numbers");
  }

  @Test
  void namesAnOperatorOnTheWayThatHasNoRule() {
    OnnxGraph quantised =
        ForeignNetwork.of(
            STATE, (network, y, tau) -> ForeignNetwork.linear(network, quantised(network, y), tau));

    refuses(
        quantised,
        description(1),
        "QuantizeLinear node \"network/QuantizeLinear\" (opset 17) has no derivative rule");
  }

  /** What does not depend on x needs no rule. */
  @Test
  void carriesOverWhatDoesNotDependOnX() {
    OnnxGraph quantised =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) -> {
              Value column = quantised(network, network.perRow(tau, y));
              return network.ops().add(ForeignNetwork.linear(network, y, tau), column);
            });

    assertThat(Adoption.of(quantised, description(1)).artefact().graph().operatorCounts())
        .containsKey("QuantizeLinear");
  }

  private static Value quantised(ForeignNetwork network, Value x) {
    Value scale = network.ops().constant(0.5);
    ValueType bytes = x.valueType().withElement(DataType.UINT8);
    Value whole = network.node("QuantizeLinear", Map.of(), bytes, x, scale);
    return network.node("DequantizeLinear", Map.of(), x.valueType(), whole, scale);
  }

  /** Sizes, and what a branch does where they decide it, are no part of what is computed. */
  @Test
  void takesTheBranchThatSizesChoose() {
    OnnxGraph branching =
        ForeignNetwork.of(
            STATE,
            (network, y, tau) ->
                ForeignNetwork.linear(network, BranchOnSize.of(network, y, 3), tau));

    OnnxGraph adopted = Adoption.of(branching, description(1)).artefact().graph();

    assertThat(adopted.operatorCounts())
        .doesNotContainKeys("If", "Shape", "Equal")
        .containsKey("Neg");
  }

  private static void refuses(OnnxGraph network, ModelDescription description, String... parts) {
    assertThatThrownBy(() -> Adoption.of(network, description))
        .isInstanceOf(DriftwoodException.class)
        .message()
        .contains(parts)
        .doesNotContain("\n");
  }

  private static OnnxGraph linear() {
    return ForeignNetwork.of(STATE, ForeignNetwork::linear);
  }

  /**
   * The exact ε̂ = σ(t) y of standard normal data under the default VP, with t = τ/999: a network
   * that is trained.
   */
  private static OnnxGraph gaussian() {
    return ForeignNetwork.of(
        STATE,
        (network, y, tau) -> {
          OnnxOps ops = network.ops();
          Value t = ops.scale(tau, 1 / 999.0);
          Value integral = ops.mul(t, ops.add(ops.constant(0.1), ops.scale(t, 9.95)));
          Value variance = ops.sub(ops.constant(1), ops.exp(ops.neg(integral)));
          return ops.mul(network.perRow(ops.sqrt(variance), y), y);
        });
  }

  private static Value numbers(OnnxOps ops, double... values) {
    return ops.constant(values, Shape.of(values.length));
  }

  private static Initializer longs(String name, long... values) {
    return Initializer.ofLongs(name, values);
  }

  private static ModelDescription description(double timeScale) {
    return description(spec("y", "tau", timeScale));
  }

  private static AdoptedSpec spec(String x, String t, double timeScale) {
    return new AdoptedSpec(
        x,
        t,
        Optional.empty(),
        "out",
        Conditioning.T,
        timeScale,
        List.of(),
        Layout.NCHW,
        Channels.MEAN);
  }

  private static ModelDescription description(AdoptedSpec spec) {
    return new ModelDescription(
        "foreign",
        1,
        SdeSpec.of(SdeSpec.Type.VP),
        OutputKind.EPSILON,
        ItemShape.point(3),
        new DataSpec.Points(new DataTransform.None()),
        Optional.empty(),
        1e-3,
        1e-5,
        Optional.of(spec));
  }
}
