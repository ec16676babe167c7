package dev.driftwood.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.likelihood.BoundForm;
import dev.driftwood.runtime.likelihood.Probes;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sampler.SamplerKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A conditional model against the models that each of its labels makes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelsTest {
  private static final List<GaussianNetwork> CLASSES =
      List.of(
          new GaussianNetwork(List.of(0.5, -0.2), 0.3),
          new GaussianNetwork(List.of(-1.0, 0.75), 0.6),
          new GaussianNetwork(List.of(0.1, 0.2), 1.2));

  private static final int NULL_LABEL = 2;

  private final DriftModel labelled = open(Artefacts.labelledPoints(2, CLASSES));
  private final DriftModel withoutNull = open(Artefacts.labelledPoints(3, CLASSES));
  private final List<DriftModel> each =
      CLASSES.stream()
          .map(network -> open(Artefacts.gaussianPoints(network.mean(), network.deviation())))
          .toList();

  private static DriftModel open(Artefact artefact) {
    return DriftModel.of(artefact, OrtSettings.DEFAULT);
  }

  @AfterAll
  void close() {
    labelled.close();
    withoutNull.close();
    each.forEach(DriftModel::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, NULL_LABEL})
  void drawsAsTheModelOfTheLabel(int label) {
    assertThat(values(labelled.sample(plan().label(label).build())))
        .isEqualTo(values(each.get(label).sample(plan().build())));
  }

  @Test
  void drawsWithTheNullLabelWhereNoneIsGiven() {
    assertThat(values(labelled.sample(plan().build())))
        .isEqualTo(values(each.get(NULL_LABEL).sample(plan().build())));
  }

  /** The rows begin in the middle of the cycle, and batches do not hold whole ones. */
  @Test
  void goesThroughLabelsByRowNumber() {
    List<Integer> cycle = List.of(1, NULL_LABEL, 0);
    SamplePlan.Builder plan = plan().firstRow(4).count(8).batch(5);

    List<Sample> rows = labelled.sample(plan.labels(cycle).build()).rows();

    assertThat(rows).hasSize(8);
    for (Sample row : rows) {
      DriftModel alone = each.get(cycle.get((int) (row.row() % 3)));
      assertThat(row.values())
          .isEqualTo(alone.sample(plan().firstRow(row.row()).count(1).build()).values().get(0));
    }
  }

  private static SamplePlan.Builder plan() {
    return SamplePlan.builder().sampler("heun").steps(5).count(6).seed(3);
  }

  private static List<List<Float>> values(Samples samples) {
    return samples.values().stream().map(row -> List.of(row[0], row[1])).toList();
  }

  static Stream<LikelihoodMethod> methods() {
    return Stream.of(
        new LikelihoodMethod.Ode(SamplerKind.RK4, new Budget.Steps(8), Probes.Law.RADEMACHER, 3),
        new LikelihoodMethod.Ode(
            SamplerKind.DORMAND_PRINCE, new Budget.Tolerances(1e-3, 1e-3), Probes.Law.EXACT, 1),
        new LikelihoodMethod.Elbo(3, BoundForm.DIVERGENCE, Probes.Law.GAUSSIAN));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void scoresAsTheModelOfTheLabel(LikelihoodMethod method) {
    List<Image> points =
        List.of(
            Image.ofFloats("0", ItemShape.point(2), new float[] {0.5f, -0.2f}),
            Image.ofFloats("1", ItemShape.point(2), new float[] {-0.8f, 0.1f}));
    LikelihoodPlan plan = LikelihoodPlan.of(method);

    for (int label = 0; label <= NULL_LABEL; label++) {
      List<Likelihood> alone = each.get(label).logLikelihood(points, plan);
      // Records of doubles are equal when their bits are.
      assertThat(labelled.logLikelihood(points, plan.withLabel(label))).isEqualTo(alone);
      assertThat(alone).allMatch(Likelihood::ok);
    }
    assertThat(labelled.logLikelihood(points, plan))
        .isEqualTo(each.get(NULL_LABEL).logLikelihood(points, plan));
  }

  @Test
  void refusesLabelsThatTheModelDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labelled.sample(plan().labels(List.of(0, 3)).build()))
        .withMessage("label: 3 (expected: 0 to 1, or 2 for no class)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withoutNull.sample(plan().label(-1).build()))
        .withMessage("label: -1 (expected: 0 to 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> labelled.logLikelihood(List.of(), LikelihoodPlan.defaults().withLabel(-1)))
        .withMessageStartingWith("label: -1 (");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> each.get(0).sample(plan().label(0).build()))
        .withMessage("label: 0 (expected: none, as the model has no classes)");
  }

  @Test
  void asksForALabelWhereNoneMeansNoClass() {
    String message = "label: none (expected: 0 to 2, as the model has no label for \"no class\")";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withoutNull.sample(plan().build()))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withoutNull.logLikelihood(List.of(), LikelihoodPlan.defaults()))
        .withMessage(message);
    assertThat(values(withoutNull.sample(plan().label(2).build())))
        .isEqualTo(values(each.get(2).sample(plan().build())));
  }
}
