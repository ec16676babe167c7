package dev.driftwood.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassScoresTest {
  @Test
  void countsTheClassesThatAreToldApart() {
    ClassScores sure =
        ClassScores.ofLogits(
            List.of(new double[] {800, 0, 0}, new double[] {0, 800, 0}, new double[] {0, 0, 800}));
    ClassScores unsure =
        ClassScores.ofLogits(List.of(new double[] {1, 1, 1}, new double[] {0, 0, 0}));

    assertThat(sure.score()).isCloseTo(3, within(1e-12));
    assertThat(unsure.score()).isCloseTo(1, within(1e-12));
  }

  @Test
  void agreesWithLabelsThatBeginAgain() {
    ClassScores scores =
        ClassScores.ofLogits(
            List.of(
                new double[] {2, 1},
                new double[] {1, 2},
                new double[] {2, 1},
                new double[] {2, 1}));

    assertThat(scores.agreement(List.of(0, 1))).isEqualTo(0.75);
  }
}
