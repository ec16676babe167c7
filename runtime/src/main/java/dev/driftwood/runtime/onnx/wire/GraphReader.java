package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.GraphProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.ValueInfoProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.Attribute;
import dev.driftwood.runtime.graph.Node;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.graph.ValueType;
import dev.driftwood.runtime.onnx.schema.Operators;
import dev.driftwood.runtime.onnx.upgrade.Upgrade;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one graph of a file; the bodies of functions that it calls become part of it. */
final class GraphReader {
  private final FileContents file;
  private final GraphParts parts;
  private final Body body;
  private final Names names;

  private GraphReader(FileContents file, GraphParts parts, Body body, Names names) {
    this.file = file;
    this.parts = parts;
    this.body = body;
    this.names = names;
  }

  /**
   * The graph of a model, whose values keep their names.
   *
   * @param opset the version that its nodes are written in
   */
  static OnnxGraph read(FileContents file, GraphProto proto, int opset) {
    GraphParts parts = new GraphParts(file, null);
    return new GraphReader(file, parts, Body.ofModel(opset), Names.ofModel(file.fresh))
        .graph(proto);
  }

  private OnnxGraph graph(GraphProto proto) {
    if (proto.getSparseInitializerCount() > 0) {
      throw new DriftwoodException(
          "array \"%s\" is sparse (expected: dense initialisers)"
              .formatted(proto.getSparseInitializer(0).getValues().getName()));
    }
    if (body.isFunction()) {
      file.copy(proto);
    }
    Set<String> arrays = new HashSet<>();
    proto.getInitializerList().stream().map(TensorProto::getName).forEach(arrays::add);
    proto.getInputList().stream().map(ValueInfoProto::getName).forEach(names::define);
    arrays.forEach(names::define);
    define(proto.getNodeList());
    ValueReader values = new ValueReader(file.own, body.depth() > 0);
    List<Value> inputs =
        proto.getInputList().stream()
            .filter(input -> !arrays.contains(input.getName()))
            .map(input -> values.input(input, defined(input.getName(), "an input")))
            .toList();
    proto.getInitializerList().forEach(this::initializer);
    proto.getNodeList().forEach(this::node);
    List<Value> outputs =
        proto.getOutputList().stream()
            .map(output -> values.output(output, given(output.getName())))
            .toList();
    return new OnnxGraph(
        proto.getName(),
        file.opset,
        inputs,
        outputs,
        parts.nodes(),
        parts.initializers(),
        types(proto, values));
  }

  /** What a file of our own says of values in between; what others say is not relied upon. */
  private Map<String, ValueType> types(GraphProto proto, ValueReader values) {
    if (!file.own) {
      return Map.of();
    }
    Set<String> made = new HashSet<>();
    parts.nodes().forEach(node -> made.addAll(node.outputs()));
    Map<String, ValueType> types = new HashMap<>();
    for (ValueInfoProto info : proto.getValueInfoList()) {
      String name = names.use(info.getName());
      values
          .between(info)
          .filter(type -> made.contains(name))
          .ifPresent(type -> types.put(name, type));
    }
    return types;
  }

  private void define(List<NodeProto> protos) {
    protos.forEach(node -> node.getOutputList().forEach(names::define));
  }

  private String defined(String name, String what) {
    if (name.isEmpty()) {
      throw new DriftwoodException("%s has no name (expected: one)".formatted(what));
    }
    return names.use(name);
  }

  /** An output's name; an inner graph must make what it gives, if only by passing it on. */
  private String given(String name) {
    String meaning = defined(name, "an output");
    if (body.depth() == 0 || names.defines(name)) {
      return meaning;
    }
    String passed = names.fresh(name);
    pass(meaning, passed);
    return passed;
  }

  private void pass(String from, String to) {
    parts.node(new Node("Identity", to, List.of(from), List.of(to), Map.of()));
  }

  private void initializer(TensorProto proto) {
    String name = defined(proto.getName(), "an initialiser");
    parts.array(file.tensors.read(proto).named(name));
  }

  private void node(NodeProto proto) {
    Node node = read(proto);
    FunctionProto function = file.functions.find(proto).orElse(null);
    if (body.isFunction()) {
      file.copy(proto);
    }
    if (function != null) {
      call(proto, node, function);
    } else if (!Opsets.isDefault(proto.getDomain())) {
      throw new DriftwoodException(
          "%s is of domain %s (expected: an operator of the default one, ai.onnx, or a function of the file)"
              .formatted(node, proto.getDomain()));
    } else if (Constants.isConstant(node)) {
      parts.array(Constants.array(node));
    } else {
      parts.node(new Upgrade(body.opset(), file.opset).apply(node, parts));
    }
  }

  private Node read(NodeProto proto) {
    List<String> inputs = trimmed(proto.getInputList());
    List<String> outputs =
        Operators.givesAnyNumber(proto.getOpType())
            ? proto.getOutputList().stream().map(this::named).toList()
            : trimmed(proto.getOutputList());
    String first = outputs.stream().filter(name -> !name.isEmpty()).findFirst().orElse("");
    String name = proto.getName().isEmpty() ? first : names.node(proto.getName());
    if (outputs.isEmpty()) {
      throw new DriftwoodException(
          "%s node \"%s\" gives nothing (expected: an output)"
              .formatted(proto.getOpType(), proto.getName()));
    }
    AttributeReader attributes = new AttributeReader(file.tensors, this::inner, body.arguments());
    String where = "%s node \"%s\"".formatted(proto.getOpType(), name);
    Map<String, Attribute> read = attributes.read(proto.getAttributeList(), where);
    return new Node(proto.getOpType(), name, inputs, outputs, read);
  }

  private OnnxGraph inner(GraphProto proto) {
    GraphParts within = new GraphParts(file, parts);
    return new GraphReader(file, within, body.inner(), names.inner()).graph(proto);
  }

  /** What a result is called here, also where nothing asks for it. */
  private String named(String output) {
    return output.isEmpty() ? names.fresh("unasked") : names.use(output);
  }

  /** Names as they are called here, without those at the end that are left out. */
  private List<String> trimmed(List<String> from) {
    List<String> called = from.stream().map(names::use).toList();
    int end = called.size();
    while (end > 0 && called.get(end - 1).isEmpty()) {
      end--;
    }
    return called.subList(0, end);
  }

  /** Puts the nodes of a function where a node calls it. */
  private void call(NodeProto proto, Node call, FunctionProto function) {
    file.copy(function);
    FunctionTable.Key key = FunctionTable.Key.of(proto);
    int version =
        Opsets.hasDefault(function.getOpsetImportList())
            ? Opsets.version(function.getOpsetImportList(), "function " + key)
            : body.opset();
    FunctionCall bound = new FunctionCall(call, function, names.ofCall(call.name()));
    Body within = body.call(key, version, bound.arguments(file.tensors, this::inner));
    GraphReader reader = new GraphReader(file, parts, within, bound.bind());
    reader.define(function.getNodeList());
    function.getNodeList().forEach(reader::node);
    bound.passed().forEach((to, from) -> pass(reader.names.use(from), to));
  }
}
