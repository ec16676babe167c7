package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.graph.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ObjIntConsumer;

/** Elements that stand in the fields of an array that have a type, as bytes. */
final class TypedData {
  private TypedData() {}

  static ByteBuffer bytes(TensorProto proto, DataType type) {
    return switch (type) {
      case FLOAT ->
          put(type, proto.getFloatDataCount(), (b, i) -> b.putFloat(proto.getFloatData(i)));
      case DOUBLE ->
          put(type, proto.getDoubleDataCount(), (b, i) -> b.putDouble(proto.getDoubleData(i)));
      case INT64 ->
          put(type, proto.getInt64DataCount(), (b, i) -> b.putLong(proto.getInt64Data(i)));
      case UINT64 ->
          put(type, proto.getUint64DataCount(), (b, i) -> b.putLong(proto.getUint64Data(i)));
      case UINT32 ->
          put(type, proto.getUint64DataCount(), (b, i) -> b.putInt((int) proto.getUint64Data(i)));
      case INT32 -> put(type, proto.getInt32DataCount(), (b, i) -> b.putInt(proto.getInt32Data(i)));
      // Half-precision numbers stand there as their bits.
      case INT16, UINT16, FLOAT16, BFLOAT16 ->
          put(type, proto.getInt32DataCount(), (b, i) -> b.putShort((short) proto.getInt32Data(i)));
      case INT8, UINT8, BOOL ->
          put(type, proto.getInt32DataCount(), (b, i) -> b.put((byte) proto.getInt32Data(i)));
    };
  }

  private static ByteBuffer put(DataType type, int count, ObjIntConsumer<ByteBuffer> element) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      element.accept(bytes, i);
    }
    return bytes.flip();
  }
}
