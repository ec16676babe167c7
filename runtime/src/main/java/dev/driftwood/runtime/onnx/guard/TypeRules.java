package dev.driftwood.runtime.onnx.guard;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Node;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The element types of a node's results: that of its first argument, but for the operators named
 * here and those that run graphs.
 *
 * @param extents what is known of its arguments
 * @param node the node
 */
record TypeRules(Extents extents, Node node) {
  private static final Set<String> INDICES =
      Set.of("Shape", "Size", "ArgMax", "ArgMin", "NonZero", "NonMaxSuppression", "SequenceLength");
  private static final Set<String> TRUTHS =
      Set.of(
          "And",
          "Or",
          "Xor",
          "Not",
          "Equal",
          "Less",
          "LessOrEqual",
          "Greater",
          "GreaterOrEqual",
          "IsNaN",
          "IsInf",
          "OptionalHasElement",
          "RegexFullMatch");

  /** The argument whose type the result has, where it is not the first. */
  private static final Map<String, Integer> ARGUMENTS =
      Map.of(
          "CastLike", 1,
          "Where", 1,
          "OneHot", 2,
          "DequantizeLinear", 1,
          "QLinearConv", 7,
          "QLinearMatMul", 7);

  /** What attributes that say the type are called. */
  private static final Map<String, String> SAYING =
      Map.of(
          "Cast", "to",
          "QuantizeLinear", "output_dtype",
          "DequantizeLinear", "output_dtype",
          "BlackmanWindow", "output_datatype",
          "HammingWindow", "output_datatype",
          "HannWindow", "output_datatype",
          "MelWeightMatrix", "output_datatype");

  /** The type of a result; {@code null} where it is none that graphs of ours hold. */
  @Nullable DataType type(int place) {
    return place == 0 ? first() : further(place);
  }

  private @Nullable DataType first() {
    String op = node.op();
    if (INDICES.contains(op)) {
      return DataType.INT64;
    } else if (TRUTHS.contains(op)) {
      return DataType.BOOL;
    }
    long said = said(SAYING.getOrDefault(op, "dtype"));
    return said != 0 ? coded(said) : unsaid(op);
  }

  private @Nullable DataType unsaid(String op) {
    return switch (op) {
      case "ConstantOfShape" ->
          node.attributes().get("value") instanceof Attribute.Array array
              ? array.value().type()
              : DataType.FLOAT;
      case "QuantizeLinear" -> has(2) ? input(2) : DataType.UINT8;
      case "DynamicQuantizeLinear", "ImageDecoder" -> DataType.UINT8;
      case "ConvInteger", "MatMulInteger", "Multinomial" -> DataType.INT32;
      case "BlackmanWindow",
          "HammingWindow",
          "HannWindow",
          "MelWeightMatrix",
          "RandomNormal",
          "RandomUniform",
          "SequenceEmpty",
          "TfIdfVectorizer" ->
          DataType.FLOAT;
      default -> input(ARGUMENTS.getOrDefault(op, 0));
    };
  }

  private @Nullable DataType further(int place) {
    return switch (node.op()) {
      case "TopK", "MaxPool", "Unique", "StringSplit" -> DataType.INT64;
      case "Dropout" -> DataType.BOOL;
      case "DynamicQuantizeLinear" -> place == 1 ? DataType.FLOAT : DataType.UINT8;
      default -> input(0);
    };
  }

  private boolean has(int place) {
    return place < node.inputs().size() && !node.inputs().get(place).isEmpty();
  }

  private @Nullable DataType input(int place) {
    return has(place) ? extents.type(node.inputs().get(place)) : null;
  }

  private long said(String attribute) {
    return node.attributes().get(attribute) instanceof Attribute.Int code ? code.value() : 0;
  }

  private static @Nullable DataType coded(long code) {
    return Arrays.stream(DataType.values())
        .filter(type -> type.code() == code)
        .findFirst()
        .orElse(null);
  }
}
