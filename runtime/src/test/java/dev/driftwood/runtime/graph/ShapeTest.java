package dev.driftwood.runtime.graph;

import static dev.driftwood.runtime.graph.Shape.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.driftwood.runtime.fixture.OperatorCase;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.ShapeOps;
import dev.driftwood.runtime.reference.ReferenceOps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeTest {
  @Test
  void broadcastsTheSymbolicBatch() {
    assertThat(Shape.of(BATCH, 3, 1, 1).broadcast(Shape.of(1, 3, 4, 5)))
        .isEqualTo(Shape.of(BATCH, 3, 4, 5));
  }

  @Test
  void reshapesAroundTheSymbolicBatch() {
    assertThat(Shape.of(BATCH, 4, 6).reshape(0, 2, -1)).isEqualTo(Shape.of(BATCH, 2, 12));
    assertThat(Shape.of(BATCH).reshape(-1, 1)).isEqualTo(Shape.of(BATCH, 1));
  }

  @Test
  void refusesShapesThatDontFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(BATCH, 3).broadcast(Shape.of(4)))
        .withMessage("shapes [batch, 3] and [4] don't broadcast");
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(BATCH, 6).reshape(0, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShapeOps().matMul(Shape.of(2, 3), Shape.of(4, 5)))
        .withMessage("can't multiply matrices [2, 3] and [4, 5]");
  }

  @Test
  void countsMultiplyAddsOfOneRow() {
    ShapeOps ops = new ShapeOps();

    ops.conv2d(Shape.of(BATCH, 3, 8, 8), Shape.of(16, 3, 3, 3), null, new Conv2dSpec(2, 1));
    ops.matMul(Shape.of(BATCH, 10), Shape.of(10, 20));

    assertThat(ops.multiplyAdds()).isEqualTo(16 * 4 * 4 * 3 * 9 + 10 * 20);
  }

  @ParameterizedTest
  @EnumSource
  void isWhatTheReferenceInterpreterMakes(OperatorCase operator) {
    RandomTensors random = new RandomTensors(1);
    Shape made =
        operator
            .apply(new ReferenceOps(), operator.inputs().stream().map(random::next).toList())
            .shape();

    assertThat(operator.apply(new ShapeOps(), operator.inputs())).isEqualTo(made);
  }
}
