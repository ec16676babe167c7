package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TensorProto.DataLocation;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.Map;

/** Reads the constant arrays of a file, each of them once. */
final class TensorReader {
  private final ExternalFiles files;
  private final Map<TensorProto, Initializer> read = new IdentityHashMap<>();

  TensorReader(ExternalData place) {
    this.files = new ExternalFiles(place);
  }

  Initializer read(TensorProto proto) {
    Initializer known = read.get(proto);
    if (known == null) {
      known = array(proto);
      read.put(proto, known);
    }
    return known;
  }

  private Initializer array(TensorProto proto) {
    String where = "array \"" + proto.getName() + "\"";
    DataType type = ElementTypes.of(proto.getDataType(), where);
    Sizes sizes = Sizes.of(proto.getDimsList(), where);
    long expected = sizes.elements() * type.bytes();
    ByteBuffer data = data(proto, type, expected, where);
    if (data.remaining() != expected) {
      throw new DriftwoodException(
          "%s of shape %s has %d bytes (expected: %d)"
              .formatted(where, sizes.shape(), data.remaining(), expected));
    }
    ByteBuffer clean = type == DataType.BOOL ? truths(data) : data;
    return new Initializer(proto.getName(), type, sizes.shape(), clean);
  }

  private ByteBuffer data(TensorProto proto, DataType type, long expected, String where) {
    if (proto.getDataLocation() == DataLocation.EXTERNAL) {
      return files.bytes(proto, expected, where);
    }
    if (!proto.getRawData().isEmpty()) {
      return proto.getRawData().asReadOnlyByteBuffer();
    }
    return TypedData.bytes(proto, type);
  }

  /** Truth values as 0 and 1: native code may take others for anything. */
  private static ByteBuffer truths(ByteBuffer data) {
    ByteBuffer clean = ByteBuffer.allocate(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = data.position(); i < data.limit(); i++) {
      clean.put((byte) (data.get(i) == 0 ? 0 : 1));
    }
    return clean.flip();
  }
}
