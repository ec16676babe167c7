package dev.driftwood.runtime.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.onnx.wire.ModelFile;
import dev.driftwood.runtime.onnx.wire.OnnxReader;
import dev.driftwood.runtime.solve.Evaluation;
import dev.driftwood.runtime.solve.Query;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More rows than there is room for, which a property makes little. */
class BatchRoomTest {
  /** A row takes three times four thousand bytes. */
  private static OnnxGraph graph() {
    return OnnxReader.read(
            ModelFile.ofOpset(21)
                .input("x", DataType.FLOAT, "N", 1000)
                .input("t", DataType.FLOAT, "N")
                .node("a = Sin(x)")
                .node("b = Neg(a)")
                .node("drift = Mul(b, x)")
                .output("drift", DataType.FLOAT, "N", 1000)
                .bytes())
        .graph();
  }

  @Test
  void isHalvedUntilARunFits() {
    try (Property bytes = Property.set(Memory.RUN_BYTES, "120000")) {
      BatchRoom room = BatchRoom.of(graph());

      assertThat(room.most(1)).isEqualTo(1);
      assertThat(room.most(10)).isEqualTo(10);
      assertThat(room.most(16)).isEqualTo(10);
      assertThat(room.most(1000)).isEqualTo(10);
      assertThat(room.most(3)).isEqualTo(3);
    }
  }

  @Test
  void isNotThereForOneRow() {
    try (Property bytes = Property.set(Memory.RUN_BYTES, "11000")) {
      assertThatThrownBy(() -> BatchRoom.of(graph()))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContaining("-Ddriftwood.run.bytes=BYTES");
    }
  }

  private static List<Evaluation> evaluate(boolean products) {
    List<Query> queries = IntStream.range(0, 21).mapToObj(row -> query(row, products)).toList();
    try (OrtDrift drift = new OrtDrift(graph(), new OrtSettings(Device.CPU, 1))) {
      return drift.evaluate(queries);
    }
  }

  private static Query query(int row, boolean product) {
    double[] x = IntStream.range(0, 1000).mapToDouble(i -> row + 1e-3 * i).toArray();
    return product
        ? new Query(x, 0.5, Query.UNLABELLED, List.of(x))
        : new Query(x, 0.5, Query.UNLABELLED);
  }

  /** Negation, sines and products give the same bits in any company. */
  @Test
  void givesTheSameNumbersRowByRow() {
    List<Evaluation> together = evaluate(false);
    List<Evaluation> products = evaluate(true);
    try (Property bytes = Property.set(Memory.RUN_BYTES, "120000")) {
      List<Evaluation> some = evaluate(false);
      List<Evaluation> few = evaluate(true);

      for (int row = 0; row < together.size(); row++) {
        assertThat(some.get(row).drift()).isEqualTo(together.get(row).drift());
        assertThat(few.get(row).drift()).isEqualTo(products.get(row).drift());
        assertThat(few.get(row).traces()).isEqualTo(products.get(row).traces());
      }
    }
  }
}
