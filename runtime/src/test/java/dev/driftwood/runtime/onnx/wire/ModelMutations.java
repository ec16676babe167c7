package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TypeProto;
import dev.driftwood.runtime.graph.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Changes parts of a file at random, so that it mostly stays one that is nearly right. */
public final class ModelMutations {
  private static final long[] ODD = {
    -1,
    0,
    1,
    2,
    3,
    7,
    -2,
    -3,
    64,
    1 << 16,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final List<String> TEXTS =
      List.of(
          "",
          "nearest",
          "linear",
          "cubic",
          "reflect",
          "edge",
          "SAME_UPPER",
          "VALID",
          "bilinear",
          "reverse",
          "bidirectional",
          "add",
          "max",
          "none",
          "asymmetric",
          "align_corners",
          "tf_crop_and_resize",
          "CRD",
          "Tanh",
          "border",
          "floor");

  private final SplittableRandom random;

  private ModelMutations(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The file with one to three changes. */
  public static byte[] mutate(byte[] file, long seed) {
    try {
      ModelMutations mutations = new ModelMutations(seed);
      ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
      for (int i = mutations.random.nextInt(1, 4); i > 0; i--) {
        mutations.change(model.getGraphBuilder());
      }
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("file: no ONNX model", e);
    }
  }

  private void change(GraphProto.Builder graph) {
    int kind = random.nextInt(10);
    if (kind == 0 && graph.getInputCount() > 0) {
      type(graph.getInputBuilder(random.nextInt(graph.getInputCount())).getTypeBuilder());
    } else if (kind <= 3 && graph.getInitializerCount() > 0) {
      array(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())));
    } else if (kind == 4 && graph.getNodeCount() > 1) {
      graph.removeNode(random.nextInt(graph.getNodeCount()));
    } else if (graph.getNodeCount() > 0) {
      node(graph.getNodeBuilder(random.nextInt(graph.getNodeCount())), values(graph));
    }
  }

  private static List<String> values(GraphProto.Builder graph) {
    List<String> values = new ArrayList<>(List.of(""));
    graph.getInputList().forEach(value -> values.add(value.getName()));
    graph.getInitializerList().forEach(value -> values.add(value.getName()));
    graph.getNodeList().forEach(node -> values.addAll(node.getOutputList()));
    return values;
  }

  private void node(NodeProto.Builder node, List<String> values) {
    int kind = random.nextInt(8);
    if (kind < 4 && node.getAttributeCount() > 0) {
      int which = random.nextInt(node.getAttributeCount());
      if (random.nextInt(6) == 0) {
        node.removeAttribute(which);
      } else {
        attribute(node.getAttributeBuilder(which));
      }
    } else if (kind == 7) {
      List<String> outputs = changed(node.getOutputList(), List.of("", "fresh"));
      node.clearOutput().addAllOutput(outputs);
    } else {
      List<String> inputs = changed(node.getInputList(), values);
      node.clearInput().addAllInput(inputs);
    }
  }

  /** A list with something dropped, doubled, replaced, added, or in another order. */
  private List<String> changed(List<String> names, List<String> others) {
    List<String> changed = new ArrayList<>(names);
    String other = others.get(random.nextInt(others.size()));
    int place = random.nextInt(changed.size() + 1);
    int kind = random.nextInt(5);
    if (place == changed.size() || kind == 0) {
      changed.add(place, other);
    } else if (kind == 1) {
      changed.remove(place);
    } else if (kind == 2) {
      changed.set(place, other);
    } else if (kind == 3) {
      changed.add(place, changed.get(place));
    } else {
      Collections.swap(changed, place, random.nextInt(changed.size()));
    }
    return changed;
  }

  private void attribute(AttributeProto.Builder attribute) {
    switch (attribute.getType()) {
      case INT -> attribute.setI(odd());
      case FLOAT -> attribute.setF(oddFloat());
      case STRING -> attribute.setS(text());
      case INTS -> ints(attribute);
      case FLOATS -> attribute.addFloats(oddFloat());
      case STRINGS -> attribute.addStrings(text());
      case TENSOR -> array(attribute.getTBuilder());
      case GRAPH -> change(attribute.getGBuilder());
      default -> attribute.setTypeValue(random.nextInt(15));
    }
  }

  private void ints(AttributeProto.Builder attribute) {
    int count = attribute.getIntsCount();
    int kind = random.nextInt(4);
    if (kind == 0 || count == 0) {
      attribute.addInts(odd());
    } else if (kind == 1) {
      List<Long> rest = attribute.getIntsList().subList(0, count - 1);
      attribute.clearInts().addAllInts(List.copyOf(rest));
    } else {
      attribute.setInts(random.nextInt(count), odd());
    }
  }

  private ByteString text() {
    return ByteString.copyFromUtf8(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private long odd() {
    return random.nextBoolean() ? random.nextInt(-4, 9) : ODD[random.nextInt(ODD.length)];
  }

  private float oddFloat() {
    float[] odd = {0, -1, 1e30f, Float.NaN, Float.POSITIVE_INFINITY, 0.5f, 1e-30f, -0f};
    return odd[random.nextInt(odd.length)];
  }

  private void type(TypeProto.Builder type) {
    TypeProto.Tensor.Builder tensor = type.getTensorTypeBuilder();
    int dims = tensor.getShape().getDimCount();
    int kind = random.nextInt(4);
    if (kind == 0) {
      tensor.setElemType(anyType());
    } else if (kind == 1 && dims > 0) {
      tensor.getShapeBuilder().removeDim(random.nextInt(dims));
    } else if (kind == 2 || dims == 0) {
      tensor.getShapeBuilder().addDimBuilder().setDimValue(random.nextInt(4));
    } else {
      tensor.getShapeBuilder().getDimBuilder(random.nextInt(dims)).setDimValue(random.nextInt(6));
    }
  }

  private int anyType() {
    return ElementTypes.code(DataType.values()[random.nextInt(DataType.values().length)]);
  }

  /** Changes sizes, type or elements, and sees to it that there are as many as there must be. */
  private void array(TensorProto.Builder array) {
    int kind = random.nextInt(5);
    if (kind == 0) {
      array.setDataType(anyType());
    } else if (kind == 1) {
      array.addDims(random.nextInt(3));
    } else if (kind == 2 && array.getDimsCount() > 0) {
      array.setDims(random.nextInt(array.getDimsCount()), random.nextInt(6));
    } else if (kind == 3) {
      array.clearDims();
    }
    fill(array);
  }

  private void fill(TensorProto.Builder array) {
    long count = array.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    int width = ElementTypes.find(array.getDataType()).map(type -> type.bytes()).orElse(1);
    byte[] bytes = new byte[(int) Math.min(1 << 16, count * width)];
    byte[] before = array.getRawData().toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = before.length == 0 ? 0 : before[i % before.length];
    }
    if (width == Long.BYTES && bytes.length > 0 && random.nextBoolean()) {
      int place = Long.BYTES * random.nextInt(bytes.length / Long.BYTES);
      long odd = odd();
      for (int i = 0; i < Long.BYTES; i++) {
        bytes[place + i] = (byte) (odd >> (8 * i));
      }
    }
    array.setRawData(ByteString.copyFrom(bytes));
  }
}
