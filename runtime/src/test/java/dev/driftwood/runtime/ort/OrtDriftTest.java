package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.onnx.GraphBuilder;
import dev.driftwood.runtime.onnx.OnnxOps;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrtDriftTest {
  private static final int DIMENSION = 70;
  private static final double T = 0.5;

  /** More products than one run takes, of two rows with a plain one between them. */
  @Test
  void sumsTheExactTraceOverSeveralRuns() {
    Query plain = new Query(row(0.1), T, Query.UNLABELLED);
    Query exact = new Query(row(0.2), T, unitVectors());
    try (OrtDrift drift = open()) {
      List<Evaluation> answers = drift.evaluate(List.of(exact, plain, exact));

      double alpha = Math.exp(-0.5 * (0.1 * T + 9.95 * T * T));
      double variance = 1 - alpha * alpha * (1 - 0.25);
      double slope = -Math.sqrt(0.1 + 19.9 * T) / variance;
      for (Evaluation traced : List.of(answers.get(0), answers.get(2))) {
        assertThat(traced.traces()).hasSize(DIMENSION);
        // Float32: a few roundings of 6e-8 of a number near 3 each, over 70 dimensions.
        assertThat(Arrays.stream(traced.traces()).sum())
            .isCloseTo(DIMENSION * slope, within(DIMENSION * 1e-5));
        assertThat(traced.drift()).isEqualTo(answers.get(0).drift());
      }
      assertThat(answers.get(1)).satisfies(answer -> assertThat(answer.traces()).isEmpty());
      assertThat(answers.get(1).drift()).isEqualTo(drift.evaluate(List.of(plain)).get(0).drift());
    }
  }

  @Test
  void opensNothingOnceItIsClosed() {
    OrtDrift drift = open();
    drift.close();
    drift.close();

    for (List<double[]> tangents : List.of(List.<double[]>of(), List.of(row(1)))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> drift.evaluate(List.of(new Query(row(0), T, tangents))))
          .withMessage("the model is closed");
    }
  }

  /** The graph declares an output of the shape of x and gives one twice as long. */
  @Test
  void refusesADriftOfAnotherShapeThanDeclared() {
    GraphBuilder builder = new GraphBuilder();
    Shape shape = Shape.of(Shape.BATCH, 2);
    Value x = builder.input("x", DataType.FLOAT, shape);
    builder.input("t", DataType.FLOAT, Shape.of(Shape.BATCH));
    Value twice = new OnnxOps(builder).concat(1, List.of(x, x));
    OnnxGraph honest = builder.build("drift", Map.of("drift", twice));
    List<Value> declared = List.of(new Value("drift", DataType.FLOAT, shape));
    OnnxGraph graph =
        new OnnxGraph(
            "drift",
            honest.opset(),
            honest.inputs(),
            declared,
            honest.nodes(),
            honest.initializers(),
            honest.types());

    assertThatThrownBy(
            () -> {
              try (OrtDrift drift = new OrtDrift(graph, OrtSettings.DEFAULT)) {
                drift.evaluate(List.of(new Query(new double[2], T, Query.UNLABELLED)));
              }
            })
        .isInstanceOf(DriftwoodException.class);
  }

  private static OrtDrift open() {
    OnnxGraph graph = Artefacts.gaussianPoints(Collections.nCopies(DIMENSION, 0.5), 0.5).graph();
    return new OrtDrift(graph, OrtSettings.DEFAULT);
  }

  private static double[] row(double value) {
    double[] row = new double[DIMENSION];
    Arrays.fill(row, value);
    return row;
  }

  private static List<double[]> unitVectors() {
    return IntStream.range(0, DIMENSION).mapToObj(OrtDriftTest::unitVector).toList();
  }

  private static double[] unitVector(int axis) {
    double[] unit = new double[DIMENSION];
    unit[axis] = 1;
    return unit;
  }
}
