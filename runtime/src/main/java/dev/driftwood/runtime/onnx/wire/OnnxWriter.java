package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.proto.onnx.StringStringEntryProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import java.util.List;

/** Writes models as ONNX bytes: the same model always gives the same bytes. */
public final class OnnxWriter {
  /** Protocol buffers hold two gigabytes; what is not arrays is far less than the difference. */
  private static final long MOST_ARRAYS = Integer.MAX_VALUE - (64L << 20);

  private OnnxWriter() {}

  /**
   * The bytes of a model.
   *
   * @throws DriftwoodException where a node has a kind of attribute that graphs don't hold, or the
   *     arrays are more than a file can hold
   */
  public static byte[] write(OnnxModel model) {
    return proto(model).build().toByteArray();
  }

  /**
   * The bytes of a model that gives further values from within its graph, whose types need not be
   * known; nothing else that is known of types is written.
   */
  public static byte[] writeShowing(OnnxModel model, List<String> values) {
    ModelProto.Builder proto = proto(model);
    GraphProto.Builder graph = proto.getGraphBuilder().clearValueInfo().clearOutput();
    values.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return proto.build().toByteArray();
  }

  private static ModelProto.Builder proto(OnnxModel model) {
    requireRoom(arrays(model.graph()));
    GraphProto graph = new GraphWriter(false).graph(model.graph());
    ModelProto.Builder proto =
        ModelProto.newBuilder()
            .setIrVersion(irVersion(model.graph().opset()))
            .setProducerName(FileContents.PRODUCER)
            .setGraph(graph)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(model.graph().opset()));
    model
        .metadata()
        .forEach(
            (key, value) ->
                proto.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return proto;
  }

  /**
   * The version of the file format that came with a version of the operator set.
   *
   * @see <a href="https://onnx.ai/onnx/repo-docs/Versioning.html">Released versions</a>
   */
  static int irVersion(int opset) {
    if (opset <= 18) {
      return 8;
    } else if (opset <= 20) {
      return 9;
    } else if (opset <= 22) {
      return 10;
    }
    return opset == 23 ? 11 : 12;
  }

  private static void requireRoom(long bytes) {
    if (bytes > MOST_ARRAYS) {
      throw new DriftwoodException(
          "the graph has %d bytes of arrays (expected: at most %d, as an .onnx file holds no more; use half precision)"
              .formatted(bytes, MOST_ARRAYS));
    }
  }

  private static long arrays(OnnxGraph graph) {
    long bytes = graph.initializers().stream().mapToLong(OnnxWriter::size).sum();
    for (Node node : graph.nodes()) {
      for (Attribute attribute : node.attributes().values()) {
        if (attribute instanceof Attribute.Array array) {
          bytes += size(array.value());
        } else if (attribute instanceof Attribute.Graph inner) {
          bytes += arrays(inner.value());
        }
      }
    }
    return bytes;
  }

  private static long size(Initializer array) {
    return array.data().remaining();
  }
}
