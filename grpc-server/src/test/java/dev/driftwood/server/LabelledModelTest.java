package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.fixture.GaussianNetwork;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conditional models on a server. */
@Timeout(60)
class LabelledModelTest {
  private static final ModelName WITH_NULL = ModelName.parse("with-null");
  private static final ModelName WITHOUT = ModelName.parse("without");

  private static final List<GaussianNetwork> NETWORKS =
      List.of(
          new GaussianNetwork(List.of(0.5, -0.2), 0.3),
          new GaussianNetwork(List.of(-1.0, 0.75), 0.6),
          new GaussianNetwork(List.of(0.1, 0.2), 1.2));

  private static DriftwoodServer server;
  private static DriftwoodClient client;
  private static DriftModel local;

  @BeforeAll
  static void start(@TempDir Path path) {
    Artefact withNull = Artefacts.labelledPoints(2, NETWORKS);
    Folder folder =
        new Folder(path)
            .with("with-null.onnx", withNull.bytes())
            .with("without.onnx", Artefacts.labelledPoints(3, NETWORKS).bytes());
    server = DriftwoodServer.start(folder.open(), ServerSettings.of("127.0.0.1", 0));
    client = DriftwoodClient.connect(ServerAddress.parse(server.address()));
    local = DriftModel.of(withNull, Folder.SETTINGS);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    local.close();
  }

  @Test
  void drawsTheRowsOfALocalCall() {
    SamplePlan.Builder plan = SamplePlan.builder().steps(4).count(7).firstRow(2);
    for (List<Integer> labels : List.of(List.<Integer>of(), List.of(1), List.of(2, 0, 1, 1))) {
      SamplePlan labelled = plan.labels(labels).build();

      assertThat(client.sample(WITH_NULL, labelled).rows())
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactlyElementsOf(local.sample(labelled).rows());
    }
  }

  @Test
  void drawsTheGuidedRowsOfALocalCall() {
    for (SamplePlan.Builder plan :
        List.of(
            SamplePlan.builder().steps(4).guidance(2.5),
            SamplePlan.builder().steps(4).guidance(2.5).guidanceInterval(0.2, 0.6),
            SamplePlan.builder().evaluations(16).guidance(0))) {
      SamplePlan guided = plan.count(3).labels(List.of(0, 1)).build();

      assertThat(client.sample(WITH_NULL, guided).rows())
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactlyElementsOf(local.sample(guided).rows());
    }
  }

  @Test
  void refusesToGuideFromNoClass() {
    SamplePlan.Builder plan = SamplePlan.builder().guidance(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(WITH_NULL, plan.build()))
        .withMessageStartingWith("guidance: given (expected: with a label of 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(WITHOUT, plan.label(0).build()))
        .withMessageStartingWith("guidance: given (expected: none, as the model has no label");
  }

  @Test
  void refusesLabelsThatTheModelDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(WITH_NULL, SamplePlan.builder().label(3).build()))
        .withMessage("label: 3 (expected: 0 to 1, or 2 for no class)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> client.sample(WITHOUT, SamplePlan.builder().labels(List.of(0, 9)).build()))
        .withMessage("label: 9 (expected: 0 to 2)");
    LikelihoodPlan plan = LikelihoodPlan.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.logLikelihood(WITH_NULL, List.of(), plan.withLabel(3)))
        .withMessage("label: 3 (expected: 0 to 1, or 2 for no class)");
  }

  @Test
  void asksForALabelWhereNoneMeansNoClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.sample(WITHOUT, SamplePlan.builder().build()))
        .withMessageStartingWith("label: none (expected: 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.logLikelihood(WITHOUT, List.of(), LikelihoodPlan.defaults()))
        .withMessageStartingWith("label: none (expected: 0 to 2");
  }
}
