package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.fixture.node.NodeCase;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.reference.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules in float32 at kinks, at zeros and far out, where a formula may give what is no number.
 */
class OrtRuleEdgesTest {
  private static final double[] FAR = {100, 1e4, 1e10, 3e38};

  @ParameterizedTest
  @CsvSource({
    "Relu, 17, 0, 1",
    "LeakyRelu, 17, 0.01, 1",
    "Abs, 17, -1, 1",
    "ThresholdedRelu, 17, 0, 1",
    "Shrink, 17, 1, 1",
    "HardSigmoid, 17, 0, 0",
    "HardSwish, 17, 0, 1",
    "Elu, 17, 0, 1",
    "Selu, 17, 0, 1.0507010",
    "Celu, 17, 0, 1",
    "Softplus, 17, 0, 1",
    "Softsign, 17, 0, 0",
    "Erf, 17, 0, 0",
    "Gelu, 20, 0, 1",
    "Swish, 24, 0, 1",
    "Mish, 18, 0, 1",
    "Atan, 17, 0, 0",
    "Sigmoid, 17, 0, 0",
    "Tanh, 17, 0, 0"
  })
  void haveTheSlopesOfTheAsymptotes(String op, int opset, double left, double right) {
    check(NodeCase.of(op, "far out").opset(opset), left, right);
  }

  @Test
  void haveTheSlopesOfTheAsymptotesInApproximationsToo() {
    check(NodeCase.of("Gelu", "far out").opset(20).with("approximate", "tanh"), 0, 1);
  }

  private static void check(NodeCase use, double left, double right) {
    NodeCase moving = use.moving(FAR.length);
    double[] above = products(moving, vector(FAR));
    double[] below = products(moving, vector(Arrays.stream(FAR).map(x -> -x).toArray()));

    for (int i = 0; i < FAR.length; i++) {
      // At 100 the slopes of softsign and arctangent are still 1e-4.
      assertThat(below[i]).as("%s at %s", use.op(), -FAR[i]).isCloseTo(left, within(2e-4));
      assertThat(above[i]).as("%s at %s", use.op(), FAR[i]).isCloseTo(right, within(2e-4));
    }
  }

  /** Between the slopes on either side, or one of them. */
  @ParameterizedTest
  @CsvSource({
    "Relu, 0, 0, 1",
    "LeakyRelu, 0, 0, 1",
    "Abs, 0, -1, 1",
    "ThresholdedRelu, 1, 0, 1",
    "Shrink, 0.5, 0, 1",
    "Shrink, -0.5, 0, 1",
    "HardSigmoid, 2.5, 0, 0.2",
    "HardSigmoid, -2.5, 0, 0.2",
    "HardSwish, 3, 1, 1.5",
    "HardSwish, -3, -0.5, 0",
    "Elu, 0, 1, 1",
    "Selu, 0, 1.05, 1.76",
    "Celu, 0, 1, 1",
    "Softsign, 0, 1, 1"
  })
  void haveASlopeAtKinks(String op, double x, double least, double greatest) {
    double slope = products(NodeCase.of(op, "at its kink").moving(1), vector(x))[0];

    // A rounding.
    assertThat(slope).isBetween(least - 1e-6, greatest + 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 0", "3, 0"})
  void takeWholePowersOfZero(double power, double slope) {
    NodeCase use = NodeCase.of("Pow", "at zero").moving(1).fixed(Shape.SCALAR, power);

    assertThat(products(use, vector(0), null)[0]).isEqualTo(slope);
  }

  /** 0ᵖ is 0 for whatever p > 0, and (−2)³ is −8 while nothing is said of powers beside 3. */
  @Test
  void giveNoSlopeInExponentsOfWhatIsNotPositive() {
    NodeCase use = NodeCase.of("Pow", "at zero").moving(2).moving(2);

    // With base and exponent both moving by 1: 2 · 0 and 3 · (−2)².
    assertThat(products(use, vector(0, -2), vector(2, 3))).containsExactly(0, 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Max", "Min"})
  void followTheFirstOfEqualInputs(String op) {
    NodeCase use = NodeCase.of(op, "of equals").moving(1).moving(1);
    Map<String, double[]> results =
        RuleGraph.of(use, DataType.FLOAT, List.of(vector(1), vector(1)), UnaryOperator.identity())
            .run(List.of(vector(1), vector(1)), List.of(vector(5), vector(7)));

    assertThat(results.get("dy0")).containsExactly(5);
  }

  @ParameterizedTest
  @CsvSource({
    "ReduceMax, 1",
    "ReduceMin, 1",
    "ReduceL1, 0",
    "ReduceL2, 0",
    "ReduceSumSquare, 0",
    "ReduceProd, 0",
    "ReduceMean, 1",
    "ReduceLogSumExp, 1"
  })
  void reduceZeros(String op, double slope) {
    NodeCase use = NodeCase.of(op, "of zeros").moving(2, 3);

    assertThat(products(use, Tensor.zeros(Shape.of(2, 3))))
        .containsExactly(new double[] {slope}, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"Softmax", "LogSoftmax", "ReduceLogSumExp"})
  void doNotOverflowWhereExponentialsWould(String op) {
    NodeCase use = NodeCase.of(op, "of large numbers").moving(4);

    assertThat(products(use, vector(1000, -1000, 300, 1000))).matches(OrtRuleEdgesTest::areFinite);
  }

  /** The deviation of a row of equal numbers is nothing but epsilon. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void standardiseRowsOfEqualNumbers(int value) {
    double[] row = new double[16];
    Arrays.fill(row, value);
    Tensor x = new Tensor(row, Shape.of(1, 2, 4, 2));
    Shape two = Shape.of(2);
    List<NodeCase> uses =
        List.of(
            NodeCase.of("LayerNormalization", "").moving(1, 2, 4, 2).fixed(two, 1, 1),
            NodeCase.of("InstanceNormalization", "")
                .moving(1, 2, 4, 2)
                .fixed(two, 1, 1)
                .fixed(two, 0, 0),
            NodeCase.of("RMSNormalization", "").opset(23).moving(1, 2, 4, 2).fixed(two, 1, 1),
            NodeCase.of("MeanVarianceNormalization", "").moving(1, 2, 4, 2),
            NodeCase.of("LpNormalization", "").moving(1, 2, 4, 2),
            NodeCase.of("LpNormalization", "").with("p", 1).moving(1, 2, 4, 2));
    for (NodeCase use : uses) {
      List<@Nullable Tensor> inputs = new ArrayList<>(List.of(x));
      for (int i = 1; i < use.inputs().size(); i++) {
        inputs.add(((NodeCase.Fixed) use.inputs().get(i)).value());
      }
      assertThat(products(use, inputs.toArray(Tensor[]::new)))
          .as(use.op())
          .matches(OrtRuleEdgesTest::areFinite);
    }
  }

  private static boolean areFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static Tensor vector(double... values) {
    return new Tensor(values, Shape.of(values.length));
  }

  /** The products with ones, the values being finite. */
  private static double[] products(NodeCase use, @Nullable Tensor... inputs) {
    List<@Nullable Tensor> x = new ArrayList<>(Arrays.asList(inputs));
    List<@Nullable Tensor> v = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      if (use.inputs().get(i) instanceof NodeCase.Fixed fixed) {
        x.set(i, fixed.value());
      }
      v.add(x.get(i) == null ? null : x.get(i).map(value -> 1));
    }
    Map<String, double[]> results =
        RuleGraph.of(use, DataType.FLOAT, x, UnaryOperator.identity()).run(x, v);
    assertThat(results.get("y0")).as(use.op()).matches(OrtRuleEdgesTest::areFinite);
    return results.get("dy0");
  }
}
