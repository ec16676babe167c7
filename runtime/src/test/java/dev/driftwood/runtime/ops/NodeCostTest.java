package dev.driftwood.runtime.ops;

import static dev.driftwood.runtime.graph.Shape.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeCostTest {
  @Test
  void countsTheWeightsThatEachOutputOfAConvolutionSums() {
    Shape x = Shape.of(BATCH, 6, 8, 8);

    assertThat(cost("Conv", Map.of(), Shape.of(BATCH, 4, 8, 8), x, Shape.of(4, 6, 3, 3)))
        .isEqualTo(4 * 64 * 6 * 9);
    assertThat(
            cost(
                "Conv",
                Map.of("group", new Attribute.Int(3)),
                Shape.of(BATCH, 9, 4, 4),
                x,
                Shape.of(9, 2, 3, 3),
                Shape.of(9)))
        .isEqualTo(9 * 16 * 2 * 9);
  }

  @Test
  void countsTheWeightsThatSpreadEachInputOfATransposedConvolution() {
    assertThat(
            cost(
                "ConvTranspose",
                Map.of("group", new Attribute.Int(2)),
                Shape.of(BATCH, 10, 9),
                Shape.of(BATCH, 6, 4),
                Shape.of(6, 5, 3)))
        .isEqualTo(6 * 4 * 5 * 3);
  }

  @Test
  void countsMatrixProductsByRow() {
    assertThat(cost("Gemm", Map.of(), Shape.of(BATCH, 5), Shape.of(BATCH, 3), Shape.of(3, 5)))
        .isEqualTo(15);
    assertThat(
            cost(
                "Gemm",
                Map.of("transA", new Attribute.Int(1)),
                Shape.of(4, 5),
                Shape.of(3, 4),
                Shape.of(3, 5)))
        .isEqualTo(60);
    // Two rows of the matrices for each row of the batch.
    assertThat(cost("MatMul", Map.of(), Shape.of(-2, 3, 5), Shape.of(-2, 3, 4), Shape.of(-2, 4, 5)))
        .isEqualTo(2 * 3 * 4 * 5);
    assertThat(cost("MatMul", Map.of(), Shape.SCALAR, Shape.of(7), Shape.of(7))).isEqualTo(7);
  }

  @Test
  void countsBothProductsOfAttention() {
    long scores = 2 * 3 * 5 * 4;
    long means = 2 * 3 * 5 * 6;

    assertThat(
            cost(
                "Attention",
                Map.of(),
                Shape.of(BATCH, 2, 3, 6),
                Shape.of(BATCH, 2, 3, 4),
                Shape.of(BATCH, 1, 5, 4),
                Shape.of(BATCH, 1, 5, 6)))
        .isEqualTo(scores + means);
    assertThat(
            cost(
                "Attention",
                Map.of("q_num_heads", new Attribute.Int(2), "kv_num_heads", new Attribute.Int(1)),
                Shape.of(BATCH, 3, 12),
                Shape.of(BATCH, 3, 8),
                Shape.of(BATCH, 5, 4),
                Shape.of(BATCH, 5, 6)))
        .isEqualTo(scores + means);
  }

  @Test
  void countsTheJointIndicesOfASummation() {
    Shape b = Shape.of(BATCH, 3);

    assertThat(einsum("bi,ij->bj", Shape.of(BATCH, 4), b, Shape.of(3, 4))).isEqualTo(12);
    assertThat(einsum("bi,bj->bij", Shape.of(BATCH, 3, 4), b, Shape.of(BATCH, 4))).isEqualTo(12);
    assertThat(einsum("bi->b", Shape.of(BATCH), b)).isZero();
    // A product of matrices, then one by the third: i is no longer there.
    assertThat(einsum("bi,ij,jk->bk", Shape.of(BATCH, 5), b, Shape.of(3, 4), Shape.of(4, 5)))
        .isEqualTo(3 * 4 + 4 * 5);
  }

  @Test
  void countsASizeThatOnlyARunTellsAsOne() {
    assertThat(
            cost(
                "MatMul",
                Map.of(),
                Shape.of(Shape.UNKNOWN, 5),
                Shape.of(Shape.UNKNOWN, 3),
                Shape.of(3, 5)))
        .isEqualTo(15);
  }

  @Test
  void countsNothingElse() {
    assertThat(cost("Relu", Map.of(), Shape.of(BATCH, 5), Shape.of(BATCH, 5))).isZero();
  }

  private static long einsum(String equation, Shape result, Shape... operands) {
    return cost("Einsum", Map.of("equation", new Attribute.Text(equation)), result, operands);
  }

  private static long cost(
      String op, Map<String, Attribute> attributes, Shape result, Shape... inputs) {
    List<ValueType> results = List.of(ValueType.ofFloats(result));
    OpenNode node = new OpenNode(op, op, 17, attributes, Map.of(), List.of(), results);
    ShapeOps ops = new ShapeOps();
    ops.node(node, Arrays.asList(inputs));
    return ops.multiplyAdds();
  }
}
