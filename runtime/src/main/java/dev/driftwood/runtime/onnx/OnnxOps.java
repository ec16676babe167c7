package dev.driftwood.runtime.onnx;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.ShapeOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that emits ONNX nodes of opset {@value #OPSET} or later. Types and shapes are
 * inferred as each operation is called, so an error points at the line that made it.
 */
public final class OnnxOps implements Ops<Value> {
  /** The operator set of our own networks, and the lowest that is written. */
  public static final int OPSET = 17;

  private static final int LONGEST_CONSTANT = 1 << 24;

  private final GraphBuilder graph;
  private final ShapeOps shapes;
  private final String scope;

  /** Emits into a graph. */
  public OnnxOps(GraphBuilder graph) {
    this(graph, new ShapeOps(), "");
  }

  private OnnxOps(GraphBuilder graph, ShapeOps shapes, String scope) {
    this.graph = graph;
    this.shapes = shapes;
    this.scope = scope;
  }

  @Override
  public OnnxOps scope(String name) {
    if (name.isEmpty()) {
      return this;
    }
    return new OnnxOps(graph, shapes, scope.isEmpty() ? name : scope + "/" + name);
  }

  /** The version of the operator set that is written. */
  public int opset() {
    return graph.opset();
  }

  /** Multiply-adds of the convolutions and matrix products emitted so far, for one row. */
  public long multiplyAdds() {
    return shapes.multiplyAdds();
  }

  @Override
  public Shape shape(Value x) {
    return x.shape();
  }

  @Override
  public ValueType type(Value x) {
    return x.valueType();
  }

  @Override
  public List<Value> node(OpenNode node, List<@Nullable Value> inputs) {
    shapes.node(node, inputs.stream().map(value -> value == null ? null : value.shape()).toList());
    if (node.attributes().get("value_ints") instanceof Attribute.Ints numbers) {
      return List.of(wholeNumbers(numbers));
    }
    int own = inputs.size() - node.captured().size();
    List<String> names = new ArrayList<>(names(typed(inputs.subList(0, own))));
    names.addAll(names(inputs.subList(own, inputs.size())));
    InnerGraphs graphs = new InnerGraphs(node, names.subList(own, names.size()));
    Map<String, Attribute> attributes = graphs.attributes(scope + "/" + node.name());
    return graph.node(scope, node.op(), node.results(), attributes, names.subList(0, own));
  }

  /** What a rule writes as a Constant node is one array for the whole graph. */
  private Value wholeNumbers(Attribute.Ints numbers) {
    return longs("integers", numbers.values().stream().mapToInt(Math::toIntExact).toArray());
  }

  private static List<String> names(List<@Nullable Value> values) {
    return values.stream().map(value -> value == null ? "" : value.name()).toList();
  }

  /** Numbers of the algebra take the element type of the array that they meet. */
  private List<@Nullable Value> typed(List<@Nullable Value> inputs) {
    DataType type =
        inputs.stream()
            .filter(value -> value != null && value.type().isFloating() && !isNumber(value))
            .map(Value::type)
            .findFirst()
            .orElse(DataType.FLOAT);
    List<@Nullable Value> typed = new ArrayList<>();
    for (Value value : inputs) {
      typed.add(value != null && value.shape().rank() == 0 ? as(value, type) : value);
    }
    return typed;
  }

  private static boolean isNumber(Value x) {
    return x.type() == DataType.FLOAT && x.name().startsWith("constant/");
  }

  /** A parameter or another array that has a name of its own. */
  public Value parameter(Initializer array) {
    return graph.initializer(array);
  }

  @Override
  public Value constant(double value) {
    float number = (float) value;
    return graph.initializer(Initializer.ofFloats("constant/" + number, Shape.SCALAR, number));
  }

  /** A number of the algebra in the element type of what it meets. */
  private Value as(Value x, DataType type) {
    if (x.type() == type || !isNumber(x) || !type.isFloating()) {
      return x;
    }
    return graph.initializer(graph.find(x).as(type, type + "/" + x.name()));
  }

  private Value binary(String op, Shape shape, Value a, Value b) {
    Value left = as(a, b.type());
    return emit(op, shape, left, as(b, left.type()));
  }

  @Override
  public Value constant(double[] values, Shape shape) {
    float[] numbers = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (float) values[i];
    }
    CRC32 checksum = new CRC32();
    checksum.update(Initializer.ofFloats("", Shape.of(values.length), numbers).data());
    String name = "constant/%s/%08x".formatted(sizes(shape.toArray()), checksum.getValue());
    return graph.initializer(Initializer.ofFloats(name, shape, numbers));
  }

  @Override
  public Value add(Value a, Value b) {
    return binary("Add", shapes.add(a.shape(), b.shape()), a, b);
  }

  @Override
  public Value sub(Value a, Value b) {
    return binary("Sub", shapes.sub(a.shape(), b.shape()), a, b);
  }

  @Override
  public Value mul(Value a, Value b) {
    return binary("Mul", shapes.mul(a.shape(), b.shape()), a, b);
  }

  @Override
  public Value div(Value a, Value b) {
    return binary("Div", shapes.div(a.shape(), b.shape()), a, b);
  }

  @Override
  public Value neg(Value x) {
    return emit("Neg", x.shape(), x);
  }

  @Override
  public Value exp(Value x) {
    return emit("Exp", x.shape(), x);
  }

  @Override
  public Value sqrt(Value x) {
    return emit("Sqrt", x.shape(), x);
  }

  @Override
  public Value sin(Value x) {
    return emit("Sin", x.shape(), x);
  }

  @Override
  public Value cos(Value x) {
    return emit("Cos", x.shape(), x);
  }

  @Override
  public Value tanh(Value x) {
    return emit("Tanh", x.shape(), x);
  }

  @Override
  public Value sigmoid(Value x) {
    return emit("Sigmoid", x.shape(), x);
  }

  @Override
  public Value matMul(Value a, Value b) {
    return emit("MatMul", shapes.matMul(a.shape(), b.shape()), a, b);
  }

  @Override
  public Value conv2d(Value x, Value weight, @Nullable Value bias, Conv2dSpec spec) {
    Shape biasShape = bias == null ? null : bias.shape();
    Shape shape = shapes.conv2d(x.shape(), weight.shape(), biasShape, spec);
    Map<String, Attribute> attributes = new HashMap<>();
    attributes.put("kernel_shape", Attribute.ints(weight.shape().dim(2), weight.shape().dim(3)));
    attributes.put(
        "pads", Attribute.ints(spec.padding(), spec.padding(), spec.padding(), spec.padding()));
    attributes.put("strides", Attribute.ints(spec.stride(), spec.stride()));
    if (spec.groups() > 1) {
      attributes.put("group", new Attribute.Int(spec.groups()));
    }
    return bias == null
        ? emit("Conv", shape, attributes, x, weight)
        : emit("Conv", shape, attributes, x, weight, bias);
  }

  @Override
  public Value standardize(Value x, double epsilon) {
    int length = x.shape().dim(-1);
    return emit(
        "LayerNormalization",
        shapes.standardize(x.shape(), epsilon),
        Map.of("axis", new Attribute.Int(-1), "epsilon", new Attribute.Float((float) epsilon)),
        x,
        as(constant(filled(length, 1), Shape.of(length)), x.type()));
  }

  /** A further output of the node that standardises {@code x}, which must be there. */
  @Override
  public Value inverseDeviation(Value x, double epsilon) {
    String node =
        graph
            .find("LayerNormalization", x.name(), new Attribute.Float((float) epsilon))
            .orElseGet(() -> standardize(x, epsilon).name());
    String result = node + "/InvStdDev";
    graph.extend(node, List.of(node, node + "/Mean", result));
    // The operator gives its statistics in float32, whatever the type of its data.
    Shape shape = shapes.inverseDeviation(x.shape(), epsilon);
    return x.type() == DataType.FLOAT
        ? new Value(result, DataType.FLOAT, shape)
        : graph.node(scope, "CastLike", shape, x.type(), Map.of(), result, x.name());
  }

  @Override
  public Value softmax(Value x) {
    return emit("Softmax", shapes.softmax(x.shape()), Map.of("axis", new Attribute.Int(-1)), x);
  }

  @Override
  public Value mean(Value x, int axis) {
    Shape shape = shapes.mean(x.shape(), axis);
    if (isLast(x, axis)) {
      return weightedSum(x, shape, 1.0 / x.shape().dim(axis));
    }
    if (graph.opset() >= 18) {
      Map<String, Attribute> kept = Map.of("keepdims", new Attribute.Int(1));
      return emit("ReduceMean", shape, kept, x, longs("axes", x.shape().axis(axis)));
    }
    Map<String, Attribute> attributes =
        Map.of("axes", Attribute.ints(x.shape().axis(axis)), "keepdims", new Attribute.Int(1));
    return emit("ReduceMean", shape, attributes, x);
  }

  @Override
  public Value sum(Value x, int axis) {
    Shape shape = shapes.sum(x.shape(), axis);
    if (isLast(x, axis)) {
      return weightedSum(x, shape, 1);
    }
    Map<String, Attribute> attributes = Map.of("keepdims", new Attribute.Int(1));
    return emit("ReduceSum", shape, attributes, x, longs("axes", x.shape().axis(axis)));
  }

  private static boolean isLast(Value x, int axis) {
    boolean last = x.shape().axis(axis) == x.shape().rank() - 1 && x.shape().rank() > 1;
    return last && x.shape().dim(axis) >= 0;
  }

  /**
   * The sum over the last axis as a product with a column. ONNX Runtime's reductions begin at
   * aligned addresses, so that a row's bits depend on its place in the batch (measured for rows of
   * 49); its matrix products have no such habit.
   */
  private Value weightedSum(Value x, Shape shape, double weight) {
    int length = x.shape().dim(-1);
    Value column = constant(filled(length, weight), Shape.of(length, 1));
    return emit("MatMul", shape, x, as(column, x.type()));
  }

  /**
   * The sum over the last of three or more axes, times a weight, as a product of a row with the
   * transpose of {@code x}. ONNX Runtime runs it several times as fast as the product with a column
   * (measured for sums of 196 to 4096), whose constant it lays out for products with many columns.
   */
  Value rowSum(Value x, double weight) {
    int rank = x.shape().rank();
    int length = x.shape().dim(-1);
    int[] swapped = IntStream.range(0, rank).toArray();
    swapped[rank - 1] = rank - 2;
    swapped[rank - 2] = rank - 1;
    Value row = as(constant(filled(length, weight), Shape.of(1, length)), x.type());
    Value columns = transpose(x, swapped);
    Value sums = emit("MatMul", columns.shape().with(-2, 1), row, columns);
    int[] kept = new int[rank];
    kept[rank - 2] = -1;
    kept[rank - 1] = 1;
    return reshape(sums, kept);
  }

  private static double[] filled(int length, double value) {
    if (!(length >= 0 && length <= LONGEST_CONSTANT)) {
      throw new IllegalArgumentException(
          "axis size: %d (expected: a fixed one, at most %d)".formatted(length, LONGEST_CONSTANT));
    }
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public Value reshape(Value x, int... dims) {
    return emit("Reshape", shapes.reshape(x.shape(), dims), x, longs("shape", dims));
  }

  @Override
  public Value transpose(Value x, int... permutation) {
    long[] axes = Arrays.stream(permutation).asLongStream().toArray();
    Map<String, Attribute> attributes = Map.of("perm", Attribute.ints(axes));
    return emit("Transpose", shapes.transpose(x.shape(), permutation), attributes, x);
  }

  @Override
  public Value concat(int axis, List<Value> parts) {
    Shape shape = shapes.concat(axis, parts.stream().map(Value::shape).toList());
    Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(shape.axis(axis)));
    return emit("Concat", shape, attributes, parts.toArray(Value[]::new));
  }

  @Override
  public Value rows(Value table, Value numbers) {
    Shape shape = shapes.rows(table.shape(), numbers.shape());
    Map<String, Attribute> whole = Map.of("to", Attribute.code(DataType.INT64));
    Value index =
        numbers.type().isFloating()
            ? typed("Cast", new ValueType(DataType.INT64, numbers.shape()), whole, numbers)
            : numbers;
    Map<String, Attribute> axis = Map.of("axis", new Attribute.Int(0));
    return typed("Gather", new ValueType(table.type(), shape), axis, table, index);
  }

  /** A node whose type is kept with the graph, as the reader has no rule that says it. */
  private Value typed(
      String op, ValueType result, Map<String, Attribute> attributes, Value... inputs) {
    List<String> names = Arrays.stream(inputs).map(Value::name).toList();
    return graph.node(scope, op, List.of(result), attributes, names).get(0);
  }

  @Override
  public Value upsampleNearest(Value x, int factor) {
    Value scales = constant(new double[] {1, 1, factor, factor}, Shape.of(4));
    Map<String, Attribute> attributes =
        Map.of(
            "mode", new Attribute.Text("nearest"),
            "coordinate_transformation_mode", new Attribute.Text("asymmetric"),
            "nearest_mode", new Attribute.Text("floor"));
    Shape shape = shapes.upsampleNearest(x.shape(), factor);
    return graph.node(scope, "Resize", shape, x.type(), attributes, x.name(), "", scales.name());
  }

  @Override
  public Value expandAs(Value number, Value like) {
    Value x = as(number, like.type());
    Shape shape = shapes.expandAs(x.shape(), like.shape());
    Shape rank = Shape.of(like.shape().rank());
    Value sizes = graph.node(scope, "Shape", rank, DataType.INT64, Map.of(), like.name());
    return graph.node(scope, "Expand", shape, x.type(), Map.of(), x.name(), sizes.name());
  }

  private Value longs(String kind, int... values) {
    long[] numbers = Arrays.stream(values).asLongStream().toArray();
    return graph.initializer(Initializer.ofLongs(kind + "/" + sizes(values), numbers));
  }

  private static String sizes(int[] values) {
    return Arrays.toString(values).replaceAll("[\\[\\] ]", "").replace(',', 'x');
  }

  private Value emit(String op, Shape shape, Value... inputs) {
    return emit(op, shape, Map.of(), inputs);
  }

  private Value emit(String op, Shape shape, Map<String, Attribute> attributes, Value... inputs) {
    String[] names = Arrays.stream(inputs).map(Value::name).toArray(String[]::new);
    return graph.node(scope, op, shape, inputs[0].type(), attributes, names);
  }
}
