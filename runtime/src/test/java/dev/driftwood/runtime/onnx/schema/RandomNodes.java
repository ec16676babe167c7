package dev.driftwood.runtime.onnx.schema;

import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Graphs of one node, of any operator, that have its form: how many arguments it takes, which
 * attributes it has. Whether they mean anything is left to chance.
 */
public final class RandomNodes {
  private static final List<String> TEXTS =
      List.of(
          "nearest",
          "linear",
          "cubic",
          "reflect",
          "edge",
          "wrap",
          "constant",
          "SAME_UPPER",
          "VALID",
          "NOTSET",
          "bilinear",
          "reverse",
          "bidirectional",
          "forward",
          "add",
          "mul",
          "max",
          "none",
          "asymmetric",
          "align_corners",
          "tf_crop_and_resize",
          "CRD",
          "DCR",
          "Tanh",
          "border",
          "zeros",
          "floor",
          "LEFT",
          "RIGHT",
          "ij,jk->ik",
          "...ii->...i",
          "sum",
          "mean",
          "avg",
          "tanh");
  private static final DataType[] TYPES = {
    DataType.FLOAT,
    DataType.FLOAT,
    DataType.FLOAT,
    DataType.INT64,
    DataType.INT32,
    DataType.BOOL,
    DataType.DOUBLE,
    DataType.UINT8,
    DataType.INT8,
    DataType.FLOAT16
  };

  private final SplittableRandom random;
  private final int opset;
  private final List<Initializer> arrays = new ArrayList<>();
  private final List<Value> inputs = new ArrayList<>();

  private RandomNodes(long seed) {
    this.random = new SplittableRandom(seed);
    this.opset = random.nextInt(17, 25);
  }

  /** The graph that a number stands for. */
  public static OnnxGraph graph(long seed) {
    return new RandomNodes(seed).graph();
  }

  private OnnxGraph graph() {
    List<OperatorForm> forms = Operators.forms(opset);
    OperatorForm form = forms.get(random.nextInt(forms.size()));
    DataType type = TYPES[random.nextInt(TYPES.length)];
    Shape shape = shape();
    List<String> names = new ArrayList<>();
    for (Slot slot : form.inputs()) {
      int count = slot.repeated() ? random.nextInt(1, 4) : 1;
      for (int i = 0; i < count; i++) {
        boolean left = !slot.required() && random.nextInt(3) == 0;
        names.add(left ? "" : value(type, shape));
      }
    }
    List<String> outputs = new ArrayList<>();
    for (Slot slot : form.outputs()) {
      int count = slot.repeated() ? random.nextInt(1, 4) : 1;
      for (int i = 0; i < count; i++) {
        outputs.add(!slot.required() && random.nextInt(2) == 0 ? "" : "y" + outputs.size());
      }
    }
    Node node = new Node(form.name(), "node", names, outputs, attributes(form));
    List<Value> given =
        outputs.stream()
            .filter(name -> !name.isEmpty())
            .map(name -> new Value(name, type, Shape.of(Shape.BATCH)))
            .toList();
    return new OnnxGraph("random", opset, inputs, given, List.of(node), arrays, Map.of());
  }

  private Shape shape() {
    int[] dims = new int[random.nextInt(6)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = random.nextInt(10) == 0 ? 0 : random.nextInt(1, 5);
    }
    return Shape.of(dims);
  }

  private String value(DataType common, Shape like) {
    DataType type = random.nextInt(3) > 0 ? common : TYPES[random.nextInt(TYPES.length)];
    Shape shape = random.nextInt(3) > 0 ? like : shape();
    String name = "x" + (inputs.size() + arrays.size());
    int kind = random.nextInt(3);
    if (kind == 0) {
      inputs.add(new Value(name, type, shape));
    } else if (kind == 1) {
      arrays.add(Initializer.of(name, type, shape, numbers((int) shape.size())));
    } else {
      arrays.add(Initializer.of(name, DataType.INT64, Shape.of(like.rank()), numbers(like.rank())));
    }
    return name;
  }

  private double[] numbers(int count) {
    return random.ints(count, -2, 5).asDoubleStream().toArray();
  }

  private Map<String, Attribute> attributes(OperatorForm form) {
    Map<String, Attribute> attributes = new TreeMap<>();
    form.attributes()
        .forEach(
            (name, attribute) -> {
              if (attribute.required() || random.nextInt(3) == 0) {
                attributes.put(name, attribute(attribute.kind()));
              }
            });
    return attributes;
  }

  private Attribute attribute(AttributeForm.Kind kind) {
    return switch (kind) {
      case INT -> new Attribute.Int(whole());
      case INTS -> Attribute.ints(random.longs(random.nextInt(6), -1, 4).toArray());
      case FLOAT -> new Attribute.Float(random.nextInt(-2, 4) / 2f);
      case FLOATS -> new Attribute.Floats(List.of(0.5f, 1f));
      case TEXT -> new Attribute.Text(TEXTS.get(random.nextInt(TEXTS.size())));
      case TEXTS -> new Attribute.Texts(List.of(TEXTS.get(random.nextInt(TEXTS.size()))));
      case ARRAY -> new Attribute.Array(Initializer.ofFloats("", Shape.of(1), 2));
      case GRAPH -> new Attribute.Graph(body());
      case OTHER -> new Attribute.Other("unknown");
    };
  }

  private long whole() {
    return random.nextInt(20) == 0 ? Integer.MAX_VALUE : random.nextInt(-2, 12);
  }

  /** A graph that passes on what it is given, or gives what it is not. */
  private OnnxGraph body() {
    List<Value> given = new ArrayList<>();
    List<Value> taken = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      taken.add(new Value("in" + i, TYPES[random.nextInt(TYPES.length)], Shape.of(Shape.BATCH)));
    }
    List<String> known = new ArrayList<>(taken.stream().map(Value::name).toList());
    inputs.forEach(input -> known.add(input.name()));
    arrays.forEach(array -> known.add(array.name()));
    for (int i = random.nextInt(4); i > 0 && !known.isEmpty(); i--) {
      String name = "out" + i;
      String from = known.get(random.nextInt(known.size()));
      nodes.add(new Node("Identity", name, List.of(from), List.of(name), Map.of()));
      given.add(new Value(name, DataType.FLOAT, Shape.of(Shape.BATCH)));
    }
    return new OnnxGraph("body", opset, taken, given, nodes, List.of(), Map.of());
  }
}
