package dev.driftwood.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDescriptionTest {
  private static final String MNIST =
      """
      { "schema": 1, "name": "mnist-vp", "version": "1",
        "sde": { "type": "vp", "betaMin": 0.1, "betaMax": 20.0 },
        "output": "drift",
        "shape": [1, 28, 28],
        "data": { "kind": "image", "levels": 256, "transform": "logit", "alpha": 0.05 },
        "labels": { "count": 3, "nullLabel": 3, "names": ["a", "b", "c"] },
        "sampling": { "tMin": 1e-3 }, "likelihood": { "tMin": 1e-5 } }
      """;

  private static final ModelDescription MNIST_MODEL =
      ModelDescription.of(
              "mnist-vp",
              SdeSpec.of(SdeSpec.Type.VP),
              ItemShape.image(1, 28, 28),
              new DataSpec.Images(256, new DataTransform.Logit(0.05)))
          .withLabels(new LabelSpec(3, OptionalInt.of(3), List.of("a", "b", "c")));

  private static final ModelDescription ADOPTED =
      new ModelDescription(
          "foreign",
          12,
          new SdeSpec(SdeSpec.Type.VE, Map.of("sigmaMax", 80.0, "sigmaMin", 0.002)),
          OutputKind.DENOISER,
          ItemShape.image(3, 32, 32),
          new DataSpec.Images(
              256,
              new DataTransform.Standardized(List.of(0.1, 0.2, 1 / 3.0), List.of(0.5, 0.5, 1e-7))),
          Optional.empty(),
          0,
          1e-5,
          Optional.of(
              new AdoptedSpec(
                  "sample",
                  "timestep",
                  Optional.of("class"),
                  "out",
                  AdoptedSpec.Conditioning.LOG_SIGMA,
                  0.25,
                  List.of(1.0, 0.5, 0.0),
                  AdoptedSpec.Layout.NHWC,
                  AdoptedSpec.Channels.MEAN_AND_VARIANCE)));

  @Test
  void readsTheDocumentedExample() {
    assertThat(ModelDescription.parse(MNIST, "m.onnx")).isEqualTo(MNIST_MODEL);
  }

  @Test
  void writesOneLineInDocumentedOrder() {
    assertThat(MNIST_MODEL.toJson())
        .isEqualTo(
            "{\"schema\":1,\"name\":\"mnist-vp\",\"version\":\"1\","
                + "\"sde\":{\"type\":\"vp\",\"betaMin\":0.1,\"betaMax\":20.0},"
                + "\"output\":\"drift\",\"shape\":[1,28,28],"
                + "\"data\":{\"kind\":\"image\",\"levels\":256,\"transform\":\"logit\","
                + "\"alpha\":0.05},"
                + "\"labels\":{\"count\":3,\"nullLabel\":3,\"names\":[\"a\",\"b\",\"c\"]},"
                + "\"sampling\":{\"tMin\":0.001},\"likelihood\":{\"tMin\":0.00001}}");
  }

  @Test
  void readsBackWhatItWrites() {
    assertThat(ModelDescription.parse(ADOPTED.toJson(), "x")).isEqualTo(ADOPTED);
    assertThat(ModelDescription.parse(ADOPTED.toJson(), "x").toJson()).isEqualTo(ADOPTED.toJson());
    ModelDescription points =
        ModelDescription.of(
            "swissroll",
            SdeSpec.of(SdeSpec.Type.VP_COSINE),
            ItemShape.point(2),
            new DataSpec.Points(new DataTransform.None()));
    assertThat(ModelDescription.parse(points.toJson(), "x")).isEqualTo(points);
  }

  @Test
  void fillsInDefaults() {
    String minimal =
        """
        {"schema": 1, "name": "p", "version": "2", "sde": {"type": "ve"}, "output": "score",
         "shape": [2], "data": {"kind": "points", "transform": "none"}}
        """;
    ModelDescription model = ModelDescription.parse(minimal, "x");
    assertThat(model.sde().parameters()).isEqualTo(Map.of("sigmaMin", 0.01, "sigmaMax", 50.0));
    assertThat(model.samplingTMin()).isEqualTo(1e-3);
    assertThat(model.likelihoodTMin()).isEqualTo(1e-5);
    assertThat(model.labels()).isEmpty();
    assertThat(model.bitsPerDim().offset()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\": \"mnist-vp\" | \"name\": \"a b\" | name: 'a b' (expected: letters",
        "\"version\": \"1\" | \"version\": \"0\" | version: \"0\" (expected: a positive integer",
        "\"version\": \"1\" | \"version\": \"1.2\" | version: \"1.2\" (expected: a positive",
        "\"betaMin\": 0.1 | \"betaMin\": \"x\" | sde.betaMin: \"x\" (expected: a number)",
        "\"betaMin\": 0.1 | \"betaMin\": -1 | sde.betaMin: -1.0 (expected: a positive number)",
        "\"betaMin\": 0.1 | \"betaMin\": 30 | sde.betaMax: 20.0 (expected: above betaMin, 30.0)",
        "\"betaMin\": 0.1 | \"betamin\": 0.1 | unknown key 'sde.betamin' (nearest: 'sde.betaMin'",
        "\"type\": \"vp\" | \"type\": \"vpp\" | sde.type: unknown value 'vpp' (nearest: 'vp'",
        "\"output\": \"drift\" | \"output\": \"drfit\" | unknown value 'drfit' (nearest: 'drift'",
        "\"output\": \"drift\" | \"output\": \"denoiser\" | output: denoiser with sde.type vp",
        "[1, 28, 28] | [28, 28] | shape: [28, 28] (expected: [channels, height, width]",
        "[1, 28, 28] | [784] | shape: [784] (expected: [channels, height, width], as data.kind",
        "[1, 28, 28] | [1, 28.5, 28] | shape: 28.5 (expected: an integer)",
        "\"levels\": 256 | \"levels\": 1 | data.levels: 1 (expected: an integer from 2 to 65536)",
        "\"levels\": 256, | `` | data.levels: missing (expected: an integer)",
        "\"levels\": 256 | \"level\": 256 | 'data.level' (nearest: 'data.levels'",
        "\"alpha\": 0.05 | \"alpha\": 0.5 | data.alpha: 0.5 (expected: above 0 and below 0.5)",
        "\"logit\" | \"none\" | 'data.alpha'",
        "\"count\": 3 | \"count\": 2 | labels.names: 3 of them (expected: 2",
        "{ \"tMin\": 1e-3 } | { \"tMin\": 1 } | sampling.tMin: 1.0 (expected: at least 0",
        "{ \"tMin\": 1e-3 } | 7 | sampling: 7 (expected: an object)",
        "\"likelihood\": | \"likelyhood\": | unknown key 'likelyhood' (nearest: 'likelihood'",
      })
  void namesPathValueAndExpectation(String part, String replacement, String message) {
    String json = MNIST.replace(part, replacement);
    assertThat(json).isNotEqualTo(MNIST);
    assertThatThrownBy(() -> ModelDescription.parse(json, "m.onnx"))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageStartingWith("m.onnx: driftwood.model: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void namesBothSchemasBeforeAnythingElse() {
    assertThatThrownBy(() -> ModelDescription.parse("{\"schema\": 7, \"novelty\": true}", "m.onnx"))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("schema 7 is newer")
        .hasMessageContaining("at most 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "null",
        "{\"schema\": 1, \"schema\": 1}",
        "{\"schema\": 0}"
      })
  void refusesWhatIsNoDescription(String json) {
    assertThatThrownBy(() -> ModelDescription.parse(json, "m.onnx"))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageStartingWith("m.onnx: driftwood.model: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesCombinationsThatDoNotFit() {
    DataSpec twoChannels =
        new DataSpec.Images(
            256, new DataTransform.Standardized(List.of(0.5, 0.5), List.of(1.0, 1.0)));
    assertThatThrownBy(
            () ->
                ModelDescription.of(
                    "x", SdeSpec.of(SdeSpec.Type.VP), ItemShape.image(1, 8, 8), twoChannels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("data.mean: [0.5, 0.5] (expected: 1 numbers");
    assertThatThrownBy(() -> new DataSpec.Points(new DataTransform.Logit(0.05)))
        .hasMessageContaining("transform: logit");
    assertThatThrownBy(() -> new DataSpec.Images(256, new DataTransform.None()))
        .hasMessageContaining("transform: none");
  }

  @Test
  void labelsAcceptClassesAndTheNullLabel() {
    LabelSpec labels = new LabelSpec(10, OptionalInt.of(10), List.of());
    assertThat(labels.accepts(0)).isTrue();
    assertThat(labels.accepts(10)).isTrue();
    assertThat(labels.accepts(11)).isFalse();
    assertThat(labels.accepts(-1)).isFalse();
  }
}
