package dev.driftwood.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.fixture.OperatorCase;
import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.reference.ReferenceOps;
import dev.driftwood.runtime.reference.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DjlOpsTest {
  private final RandomTensors random = new RandomTensors(3);

  @ParameterizedTest
  @EnumSource
  void computesWhatTheReferenceComputes(OperatorCase operator) {
    List<Tensor> inputs = operator.inputs().stream().map(random::next).toList();
    Tensor expected = operator.apply(new ReferenceOps(), inputs);
    // Both round in double; sums of a few hundred terms in another order lose a few digits.
    assertThat(error(operator, inputs, expected, DataType.FLOAT64)).isLessThan(1e-12);
    // The same in float32, whose spacing is 6e-8.
    assertThat(error(operator, inputs, expected, DataType.FLOAT32)).isLessThan(2e-5);
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingWithTheOwnerOfTheOperands(OperatorCase operator) {
    try (NDManager owner = NDManager.newBaseManager()) {
      List<NDArray> operands =
          operator.inputs().stream()
              .map(random::next)
              .map(x -> Arrays.create(owner, x.values(), x.shape(), DataType.FLOAT32))
              .toList();
      int before = owner.getManagedArrays().size();

      try (NDManager scratch = owner.newSubManager()) {
        operator.apply(new DjlOps(scratch), operands);
      }

      assertThat(owner.getManagedArrays()).hasSize(before);
    }
  }

  private static double error(
      OperatorCase operator, List<Tensor> inputs, Tensor expected, DataType dataType) {
    try (NDManager manager = NDManager.newBaseManager()) {
      List<NDArray> arrays =
          inputs.stream()
              .map(x -> Arrays.create(manager, x.values(), x.shape(), dataType))
              .toList();
      DjlOps ops = new DjlOps(manager, dataType);
      NDArray result = operator.apply(ops, arrays);
      assertThat(ops.shape(result)).isEqualTo(expected.shape());
      double[] values = result.toType(DataType.FLOAT64, false).toDoubleArray();
      return RandomTensors.relativeError(expected, values);
    }
  }
}
