package dev.driftwood.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.sampler.MultistepTable;
import dev.driftwood.runtime.tune.TuningPlan;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SolverTablesTest {
  private static final Artefact POINTS = Artefacts.gaussianPoints(List.of(0.5, -0.3), 0.3);
  private static final MultistepTable TABLE =
      new MultistepTable(
          List.of(1.0, 0.4, 0.001),
          List.of(0.1, -1e-7),
          List.of(List.of(0.5), List.of(1.0, -0.25)));

  @Test
  void artefactKeepsItsSolvers() {
    SolverTables tables = new SolverTables(List.of(new SolverTables.Entry(0.25, TABLE)));
    Artefact with = tables.addedTo(POINTS);
    Artefact read = Artefact.parse(with.bytes(), "file");
    assertThat(SolverTables.of(read)).isEqualTo(tables);
    assertThat(SolverTables.of(read).forEvaluations(2)).isEqualTo(TABLE);
    assertThat(SolverTables.of(POINTS).solvers()).isEmpty();
    assertThat(read.description()).isEqualTo(POINTS.description());
  }

  @Test
  void samplesByTheSolverThatWasFitted() {
    TuningPlan plan = new TuningPlan(List.of(4), 64, 32, 16, 3, 64);
    Artefact tuned;
    try (DriftModel model = DriftModel.of(POINTS, OrtSettings.DEFAULT)) {
      tuned = model.tune(plan, (done, all) -> {}).artefact();
    }
    try (DriftModel model = DriftModel.of(tuned, OrtSettings.DEFAULT)) {
      List<float[]> fitted = model.sample(plan("fitted").evaluations(4).build()).values();
      List<float[]> fine = model.sample(plan("rk4").grid("log-snr").steps(60).build()).values();
      for (int row = 0; row < fitted.size(); row++) {
        // One normal law is an easy case: measured below 2e-3 over 64 rows.
        assertThat(fitted.get(row)[0]).isCloseTo(fine.get(row)[0], withinOf(0.01));
        assertThat(fitted.get(row)[1]).isCloseTo(fine.get(row)[1], withinOf(0.01));
      }
      assertThatThrownBy(() -> model.sample(plan("fitted").evaluations(9).build()))
          .isInstanceOf(DriftwoodException.class)
          .hasMessage(
              "the model has no fitted solver for 9 evaluations (expected: 4 of its own; 'driftwood tune"
                  + " --evaluations 9' fits one)");
    }
  }

  @Test
  void fittedSolverTakesNoOtherGrid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan("fitted").grid("karras").steps(5).build())
        .withMessage("grid: karras (expected: none with fitted, which has the model's own)");
  }

  @Test
  void saysWhatIsBroken() {
    for (String json :
        List.of(
            "[]",
            "{\"schema\": 1, \"solvers\": [{\"error\": 1, \"times\": [1, 0.5]}]}",
            "{\"schema\": 1, \"solvers\": [{\"error\": 1, \"times\": [1, 0.5, 0.6], \"states\":"
                + " [0, 0], \"noises\": [[0], [0]]}]}",
            "{\"schema\": 1, \"solvers\": [{\"error\": 1, \"times\": [1, 0.5], \"states\": [0],"
                + " \"noises\": [[0, 0]]}]}",
            "{\"schema\": 1, \"solvers\": [{\"error\": 1, \"times\": [1, 0.5], \"states\": [1e999],"
                + " \"noises\": [[0]]}]}",
            "{\"schema\": 1}",
            "{\"solvers\": []}")) {
      Artefact broken =
          Artefact.of(
              POINTS.description(), POINTS.graph(), Map.of(SolverTables.METADATA_KEY, json));
      assertThatThrownBy(() -> SolverTables.of(broken))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageStartingWith("metadata driftwood.grids: ");
    }
    Artefact later =
        Artefact.of(
            POINTS.description(),
            POINTS.graph(),
            Map.of(SolverTables.METADATA_KEY, "{\"schema\": 2, \"solvers\": []}"));
    assertThatThrownBy(() -> SolverTables.of(later)).hasMessageContaining("schema 2");
  }

  @Test
  void brokenEntryIsInTheWayOfNothingElse() {
    Artefact broken =
        Artefact.of(POINTS.description(), POINTS.graph(), Map.of(SolverTables.METADATA_KEY, "[]"));
    TuningPlan fit = new TuningPlan(List.of(4), 16, 16, 2, 3, 64);
    try (DriftModel model = DriftModel.of(broken, OrtSettings.DEFAULT)) {
      assertThat(model.sample(plan("heun").steps(2).build()).failed()).isEmpty();
      assertThatThrownBy(() -> model.sample(plan("fitted").evaluations(4).build()))
          .isInstanceOf(DriftwoodException.class);
      Artefact mended = model.tune(fit, (done, all) -> {}).artefact();
      assertThat(SolverTables.of(mended).solvers()).hasSize(1);
    }
  }

  private static SamplePlan.Builder plan(String sampler) {
    return SamplePlan.builder().sampler(sampler).count(64).seed(5);
  }

  private static Offset<Float> withinOf(double bound) {
    return within((float) bound);
  }
}
