package dev.driftwood.runtime.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class EinsumTest {
  @Test
  void alignsEllipsesFromTheRight() {
    Einsum equation = Einsum.of("...ij,...jk->...ik", List.of(4, 3));

    assertThat(equation.operands())
        .containsExactly(List.of("...2", "...1", "i", "j"), List.of("...1", "j", "k"));
    assertThat(equation.result()).containsExactly("...2", "...1", "i", "k");
    assertThat(equation.joint()).containsExactly("...2", "...1", "i", "k", "j");
  }

  @Test
  void givesWithoutAnArrowTheLabelsThatOccurOnce() {
    assertThat(Einsum.of("bj,ja", List.of(2, 2)).result()).containsExactly("a", "b");
    assertThat(Einsum.of("ii", List.of(2)).result()).isEmpty();
    assertThat(Einsum.of("i...,...i", List.of(2, 3)).result()).containsExactly("...2", "...1");
  }

  @Test
  void broadcastsAxesOfSizeOne() {
    Einsum equation = Einsum.of("...i,...i->...", List.of(2, 2));

    assertThat(equation.sizes(List.of(Shape.of(Shape.BATCH, 3), Shape.of(1, 3))))
        .containsEntry("...1", Shape.BATCH)
        .containsEntry("i", 3);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Einsum.of("ij,jk->ik", List.of(2)))
        .withMessage("equation: \"ij,jk->ik\" (expected: one for 1 operands)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Einsum.of("ij->i", List.of(3)))
        .withMessage("term: \"ij\" (expected: labels for 3 axes)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Einsum.of("ijk->i", List.of(2)))
        .withMessage("term: \"ijk\" (expected: labels for 2 axes)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Einsum.of("ij,jk", List.of(2, 2)).sizes(List.of(Shape.of(2, 3), Shape.of(4, 2))))
        .withMessage("shapes [3] and [4] don't broadcast");
  }
}
