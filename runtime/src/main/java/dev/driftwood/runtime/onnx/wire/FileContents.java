package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.AttributeProto;
import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all graphs and functions of one file share while it is read. */
final class FileContents {
  /** Parts of nodes, about a hundred megabytes of them. */
  private static final int MOST_COPIED = 1 << 21;

  /** Letters of a name that take as much as another part. */
  private static final int NAME = 16;

  /** Parts of a node that passes an output on, as each may need one. */
  private static final int PASSED = 8;

  /** What files say that Driftwood wrote. */
  static final String PRODUCER = "driftwood";

  final boolean own;
  final TensorReader tensors;
  final FunctionTable functions;
  final FreshNames fresh;

  /** The version of the operator set that all nodes are brought to. */
  final int opset;

  private final ModelProto model;
  private @Nullable Boolean single;
  private long copied;

  FileContents(ModelProto model, int opset, ExternalData place) {
    this.model = model;
    this.opset = opset;
    this.own = model.getProducerName().equals(PRODUCER);
    this.tensors = new TensorReader(place);
    this.functions = new FunctionTable(model.getFunctionsList());
    this.fresh = new FreshNames(model.getGraph());
  }

  /** Whether float32 is the only kind of fraction. */
  boolean isSinglePrecision() {
    if (single == null) {
      single = Precision.isSingle(model);
    }
    return single;
  }

  /**
   * Counts a node that a call copies out of a function: a file of a few lines can ask for more of
   * them than there is memory.
   */
  void copy(NodeProto node) {
    copied += 1L + node.getInputCount();
    node.getOutputList().forEach(name -> copied += 1 + name.length() / NAME);
    copy(node.getAttributeList());
  }

  /** Counts what a call of a function makes besides its nodes. */
  void copy(FunctionProto function) {
    copied += 1L + function.getInputCount() + function.getOutputCount();
    copied += function.getAttributeCount();
    copy(function.getAttributeProtoList());
  }

  /** Counts a graph that a copied node runs, besides its nodes. */
  void copy(GraphProto graph) {
    copied += 1L + graph.getInputCount() + graph.getInitializerCount() + graph.getValueInfoCount();
    copied += (long) PASSED * graph.getOutputCount();
    requireRoom();
  }

  private void copy(List<AttributeProto> attributes) {
    for (AttributeProto attribute : attributes) {
      copied += 1L + attribute.getIntsCount() + attribute.getFloatsCount();
      copied += attribute.getStringsCount();
    }
    requireRoom();
  }

  private void requireRoom() {
    if (copied > MOST_COPIED) {
      throw new DriftwoodException(
          "calls of functions make more than %d parts of nodes (expected: a network)"
              .formatted(MOST_COPIED));
    }
  }
}
