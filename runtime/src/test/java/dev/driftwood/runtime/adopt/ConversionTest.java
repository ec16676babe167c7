package dev.driftwood.runtime.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.artefact.AdoptedSpec.Channels;
import dev.driftwood.runtime.artefact.AdoptedSpec.Conditioning;
import dev.driftwood.runtime.artefact.AdoptedSpec.Layout;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.solve.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks n = 0.3 w y + 0.1 τ of every kind, fed in every way, against the drift that the scalar
 * SDE gives.
 */
@Tag("one-jdk")
class ConversionTest {
  /** A few float32 roundings, the coefficients being double. */
  private static final double ROUNDING = 2e-6;

  /** The last but one is where the cosine schedule's g² is held at its bound. */
  private static final double[] TIMES = {1e-5, 0.03, 0.31, 0.77, 0.999, 1};

  private static final ItemShape POINT = ItemShape.point(3);
  private static final double[] Y = {-1.25, 0.5, 2};

  @ParameterizedTest
  @CsvSource({
    "drift, vp",
    "score, vp",
    "epsilon, vp",
    "v, vp",
    "x0, vp",
    "drift, subvp",
    "score, subvp",
    "epsilon, subvp",
    "x0, subvp",
    "drift, ve",
    "score, ve",
    "epsilon, ve",
    "x0, ve",
    "drift, vp-cosine",
    "score, vp-cosine",
    "epsilon, vp-cosine",
    "v, vp-cosine",
    "x0, vp-cosine",
    "denoiser, ve"
  })
  void givesTheDriftOfEachOutput(String output, String sde) {
    OutputKind kind = OutputKind.valueOf(output.toUpperCase(java.util.Locale.ROOT));
    ModelDescription description = description(kind, sde, Conditioning.T, 1, List.of());
    OnnxGraph drift = drift(floats(), description);
    for (double t : TIMES) {
      // What the graph is fed is a float32.
      double time = (float) t;
      double[] expected = expected(description, time, time);
      assertThat(Difference.relative(expected, evaluated(drift, Y, time))).isLessThan(ROUNDING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void feedsWhatTheNetworkIsConditionedOn(Conditioning conditioning) {
    ModelDescription description =
        description(OutputKind.SCORE, "ve", conditioning, 250, List.of());
    Sde sde = description.sde().toSde();
    DoubleUnaryOperator fed =
        switch (conditioning) {
          case T -> t -> 250 * t;
          case SIGMA -> t -> 250 * sde.sigma(t);
          case LOG_SIGMA -> t -> 250 * Math.log(sde.sigma(t));
        };
    OnnxGraph drift = drift(floats(), description);
    for (double t : TIMES) {
      double time = (float) t;
      double[] expected = expected(description, time, fed.applyAsDouble(time));
      assertThat(Difference.relative(expected, evaluated(drift, Y, time))).isLessThan(ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interpolatesInATableOfTimes(boolean falling) {
    List<Double> times = new ArrayList<>(List.of(0.001, 0.01, 0.1, 0.4, 0.9, 1.0));
    if (falling) {
      Collections.reverse(times);
    }
    ModelDescription description = description(OutputKind.EPSILON, "vp", Conditioning.T, 1, times);
    OnnxGraph drift = drift(floats(), description);
    double[] samples = {0.0005, 0.001, 0.055, 0.1, 0.25, 0.95, 1};
    double[] rising = {0, 0, 1.5, 2, 2.5, 4.5, 5};
    for (int i = 0; i < samples.length; i++) {
      double time = (float) samples[i];
      double index = falling ? 5 - rising[i] : rising[i];
      double[] expected = expected(description, time, index);
      assertThat(Difference.relative(expected, evaluated(drift, Y, time))).isLessThan(ROUNDING);
    }
  }

  @Test
  void roundsTheTimeOfANetworkOfSteps() {
    OnnxGraph steps =
        ForeignNetwork.of(
            DataType.FLOAT, state(), DataType.INT64, Shape.of(Shape.BATCH), ForeignNetwork::linear);
    ModelDescription description =
        description(OutputKind.EPSILON, "vp", Conditioning.T, 999, List.of());
    OnnxGraph drift = drift(steps, description);
    for (double t : TIMES) {
      double time = (float) t;
      double[] expected = expected(description, time, Math.rint(999 * time));
      assertThat(Difference.relative(expected, evaluated(drift, Y, time))).isLessThan(ROUNDING);
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, DOUBLE, 2e-6", "FLOAT, DOUBLE, 2e-6", "FLOAT16, FLOAT, 4e-3"})
  void convertsElementTypes(DataType state, DataType time, double tolerance) {
    OnnxGraph typed =
        ForeignNetwork.of(state, state(), time, Shape.of(Shape.BATCH), ForeignNetwork::linear);
    ModelDescription description =
        description(OutputKind.SCORE, "vp", Conditioning.T, 1, List.of());
    double[] expected = expected(description, 0.5, 0.5);
    // Half precision has 11 bits: 5e-4 a rounding.
    assertThat(Difference.relative(expected, evaluated(drift(typed, description), Y, 0.5)))
        .isLessThan(tolerance);
  }

  @Test
  void givesTimesTheAxesThatTheNetworkWants() {
    OnnxGraph column =
        ForeignNetwork.of(
            DataType.FLOAT,
            state(),
            DataType.FLOAT,
            Shape.of(Shape.BATCH, 1),
            ForeignNetwork::linear);
    ModelDescription description =
        description(OutputKind.SCORE, "vp", Conditioning.T, 1, List.of());
    double[] expected = expected(description, 0.5, 0.5);
    assertThat(Difference.relative(expected, evaluated(drift(column, description), Y, 0.5)))
        .isLessThan(ROUNDING);
  }

  /** Weights stand on the last axis, which are the channels here: pixel (h, w) of channel c. */
  @Test
  void turnsAxesForANetworkOfChannelsLast() {
    OnnxGraph last = ForeignNetwork.of(Shape.of(Shape.BATCH, 2, 2, 3), ForeignNetwork::linear);
    ModelDescription description = image(Layout.NHWC, Channels.MEAN);
    double[] y = new double[12];
    double[] expected = new double[12];
    double g = description.sde().toSde().g(0.5);
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.1 * i - 0.4;
      expected[i] = g * (0.3 * (i / 4 + 1) * y[i] + 0.05);
    }
    assertThat(Difference.relative(expected, evaluated(drift(last, description), y, 0.5)))
        .isLessThan(ROUNDING);
  }

  @Test
  void dropsALearnedVariance() {
    OnnxGraph both =
        ForeignNetwork.of(
            Shape.of(Shape.BATCH, 3, 2, 2),
            (network, y, tau) ->
                network
                    .ops()
                    .concat(
                        1, List.of(ForeignNetwork.linear(network, y, tau), network.ops().exp(y))));
    ModelDescription description = image(Layout.NCHW, Channels.MEAN_AND_VARIANCE);
    double[] y = new double[12];
    double[] expected = new double[12];
    double g = description.sde().toSde().g(0.5);
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.1 * i - 0.4;
      expected[i] = g * (0.3 * (i % 2 + 1) * y[i] + 0.05);
    }
    assertThat(Difference.relative(expected, evaluated(drift(both, description), y, 0.5)))
        .isLessThan(ROUNDING);
  }

  private static OnnxGraph floats() {
    return ForeignNetwork.of(state(), ForeignNetwork::linear);
  }

  private static Shape state() {
    return Shape.of(Shape.BATCH, 3);
  }

  private static OnnxGraph drift(OnnxGraph network, ModelDescription description) {
    Connection connection = Simplification.of(Connection.of(network, description));
    OnnxGraph drift = DriftGraph.of(connection);
    return drift.keeping(List.of("x", "t"), List.of("drift"));
  }

  private static double[] evaluated(OnnxGraph drift, double[] y, double t) {
    try (OrtDrift network = new OrtDrift(drift, OrtSettings.DEFAULT)) {
      return network.evaluate(List.of(new Query(y, t, List.of()))).get(0).drift();
    }
  }

  private static double[] expected(ModelDescription description, double t, double tau) {
    Sde sde = description.sde().toSde();
    double[] drift = new double[Y.length];
    for (int d = 0; d < drift.length; d++) {
      double output = 0.3 * (d + 1) * Y[d] + 0.1 * tau;
      drift[d] = drift(description.output(), sde, t, Y[d], output);
    }
    return drift;
  }

  /** By way of the score, or of the noise and a = −ε/(σ/g). */
  private static double drift(OutputKind kind, Sde sde, double t, double y, double output) {
    double alpha = sde.alpha(t);
    double sigma = sde.sigma(t);
    return switch (kind) {
      case DRIFT -> output;
      case SCORE -> sde.g(t) * output;
      case EPSILON -> -output / sde.sigmaOverG(t);
      case V -> -(sigma * y + alpha * output) / (alpha * alpha + sigma * sigma) / sde.sigmaOverG(t);
      case X0, DENOISER -> -(y - alpha * output) / sigma / sde.sigmaOverG(t);
    };
  }

  private static ModelDescription description(
      OutputKind kind, String sde, Conditioning conditioning, double scale, List<Double> times) {
    AdoptedSpec spec =
        new AdoptedSpec(
            "y",
            "tau",
            Optional.empty(),
            "out",
            conditioning,
            scale,
            times,
            Layout.NCHW,
            Channels.MEAN);
    return described(kind, sde, POINT, new DataSpec.Points(new DataTransform.None()), spec);
  }

  private static ModelDescription image(Layout layout, Channels channels) {
    AdoptedSpec spec =
        new AdoptedSpec(
            "y", "tau", Optional.empty(), "out", Conditioning.T, 1, List.of(), layout, channels);
    return described(
        OutputKind.SCORE,
        "vp",
        ItemShape.image(3, 2, 2),
        new DataSpec.Images(256, new DataTransform.Centered()),
        spec);
  }

  private static ModelDescription described(
      OutputKind kind, String sde, ItemShape shape, DataSpec data, AdoptedSpec spec) {
    SdeSpec.Type type =
        List.of(SdeSpec.Type.values()).stream()
            .filter(candidate -> candidate.jsonName().equals(sde))
            .findFirst()
            .orElseThrow();
    return new ModelDescription(
        "foreign",
        1,
        SdeSpec.of(type),
        kind,
        shape,
        data,
        Optional.empty(),
        1e-3,
        1e-5,
        Optional.of(spec));
  }
}
