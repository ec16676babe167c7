package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import java.util.function.UnaryOperator;

/** A file as somebody else may have written it, made by the format's own classes. */
public final class ModelFile {
  private final ModelProto.Builder model;
  private GraphText graph = new GraphText("foreign");

  private ModelFile(int opset) {
    this.model =
        ModelProto.newBuilder()
            .setIrVersion(OnnxWriter.irVersion(Math.max(opset, 17)))
            .setProducerName("somebody")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
  }

  /** A file that imports a version of the default operator set. */
  public static ModelFile ofOpset(int opset) {
    return new ModelFile(opset);
  }

  /**
   * An input.
   *
   * @param dims numbers, names of symbolic sizes, or {@code "?"} for a size that is left out
   */
  public ModelFile input(String name, DataType type, Object... dims) {
    graph.input(name, type, dims);
    return this;
  }

  /** An output. */
  public ModelFile output(String name, DataType type, Object... dims) {
    graph.output(name, type, dims);
    return this;
  }

  /** An output of which only the type is said. */
  public ModelFile shapeless(String name, DataType type) {
    graph.shapeless(name, type);
    return this;
  }

  /** An initialiser. */
  public ModelFile array(Initializer array) {
    graph.array(array);
    return this;
  }

  /**
   * A node.
   *
   * @param text as in {@code y, z = domain.Op(a, , b)}
   * @param attributes names and values by turns
   */
  public ModelFile node(String text, Object... attributes) {
    graph.node(text, attributes);
    return this;
  }

  /** An import of another operator set. */
  ModelFile importing(String domain, int version) {
    model.addOpsetImport(
        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build());
    return this;
  }

  ModelFile function(FunctionProto function) {
    model.addFunctions(function);
    return this;
  }

  ModelFile graph(UnaryOperator<GraphProto.Builder> change) {
    graph = graph.changed(change);
    return this;
  }

  ModelFile model(UnaryOperator<ModelProto.Builder> change) {
    change.apply(model);
    return this;
  }

  /** The bytes of the file. */
  public byte[] bytes() {
    return model.clone().setGraph(graph.build()).build().toByteArray();
  }
}
