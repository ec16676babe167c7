package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TensorProto.DataLocation;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Reads the constant arrays of a file. */
final class TensorReader {
  private TensorReader() {}

  static Initializer read(TensorProto proto) {
    String where = "initialiser \"" + proto.getName() + "\"";
    if (proto.getDataLocation() == DataLocation.EXTERNAL) {
      throw new DriftwoodException(where + " lies in another file (expected: one file with all)");
    }
    DataType type = ElementTypes.of(proto.getDataType(), where);
    Shape shape = shape(proto.getDimsList(), where);
    ByteBuffer data = data(proto, type);
    if (data.remaining() != shape.size() * type.bytes()) {
      throw new DriftwoodException(
          "%s of shape %s has %d bytes (expected: %d)"
              .formatted(where, shape, data.remaining(), shape.size() * type.bytes()));
    }
    return new Initializer(proto.getName(), type, shape, data);
  }

  private static Shape shape(List<Long> dims, String where) {
    long size = 1;
    for (long dim : dims) {
      if (dim < 0 || dim > Integer.MAX_VALUE || (size *= Math.max(1, dim)) > Integer.MAX_VALUE) {
        throw new DriftwoodException(where + " has shape " + dims + ", which no file can hold");
      }
    }
    return new Shape(dims.stream().map(Long::intValue).toList());
  }

  private static ByteBuffer data(TensorProto proto, DataType type) {
    if (!proto.getRawData().isEmpty()) {
      return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    return switch (type) {
      case FLOAT -> {
        ByteBuffer bytes = allocate(proto.getFloatDataCount(), type);
        proto.getFloatDataList().forEach(bytes::putFloat);
        yield bytes.flip();
      }
      case INT64 -> {
        ByteBuffer bytes = allocate(proto.getInt64DataCount(), type);
        proto.getInt64DataList().forEach(bytes::putLong);
        yield bytes.flip();
      }
      default -> throw new DriftwoodException("NOT YET");
    };
  }

  private static ByteBuffer allocate(int count, DataType type) {
    return ByteBuffer.allocate(Math.multiplyExact(count, type.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
