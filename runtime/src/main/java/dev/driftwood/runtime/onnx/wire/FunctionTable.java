package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.FunctionProto;
import dev.driftwood.proto.onnx.NodeProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that a file brings along. */
final class FunctionTable {
  /** What a function is called by. */
  record Key(String domain, String name, String overload) {
    static Key of(NodeProto node) {
      return new Key(Opsets.domain(node.getDomain()), node.getOpType(), node.getOverload());
    }

    @Override
    public String toString() {
      return domain + "." + name + (overload.isEmpty() ? "" : ":" + overload);
    }
  }

  private final Map<Key, FunctionProto> functions = new HashMap<>();

  FunctionTable(List<FunctionProto> functions) {
    for (FunctionProto f : functions) {
      Key key = new Key(Opsets.domain(f.getDomain()), f.getName(), f.getOverload());
      if (this.functions.put(key, f) != null) {
        throw new DriftwoodException("function " + key + " is defined twice (expected: once)");
      }
    }
  }

  /** The function that a node calls; empty where it is of an operator. */
  Optional<FunctionProto> find(NodeProto node) {
    return Optional.ofNullable(functions.get(Key.of(node)));
  }
}
