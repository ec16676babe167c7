package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorReaderTest {
  private static Initializer read(TensorProto.Builder proto) {
    return new TensorReader(ExternalData.NONE).read(proto.setName("w").build());
  }

  private static TensorProto.Builder tensor(DataType type, long... dims) {
    TensorProto.Builder proto = TensorProto.newBuilder().setDataType(ElementTypes.code(type));
    for (long dim : dims) {
      proto.addDims(dim);
    }
    return proto;
  }

  /** The bits of −2 and 0.5 in half precision stand in the ONNX format as whole numbers. */
  private static TensorProto.Builder typed(DataType type) {
    TensorProto.Builder proto = tensor(type, 2);
    return switch (type) {
      case FLOAT -> proto.addFloatData(-2).addFloatData(0.5f);
      case DOUBLE -> proto.addDoubleData(-2).addDoubleData(0.5);
      case FLOAT16 -> proto.addInt32Data(0xc000).addInt32Data(0x3800);
      case BFLOAT16 -> proto.addInt32Data(0xc000).addInt32Data(0x3f00);
      case INT64 -> proto.addInt64Data(-2).addInt64Data(5);
      case UINT64, UINT32 -> proto.addUint64Data(2).addUint64Data(5);
      case INT8, INT16, INT32 -> proto.addInt32Data(-2).addInt32Data(5);
      case UINT8, UINT16 -> proto.addInt32Data(2).addInt32Data(5);
      case BOOL -> proto.addInt32Data(0).addInt32Data(5);
    };
  }

  private static double[] values(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> new double[] {-2, 0.5};
      case INT8, INT16, INT32, INT64 -> new double[] {-2, 5};
      case UINT8, UINT16, UINT32, UINT64 -> new double[] {2, 5};
      case BOOL -> new double[] {0, 1};
    };
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryTypeFromItsField(DataType type) {
    assertThat(read(typed(type))).isEqualTo(Initializer.of("w", type, Shape.of(2), values(type)));
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryTypeFromBytes(DataType type) {
    Initializer array = Initializer.of("w", type, Shape.of(2), values(type));

    assertThat(read(tensor(type, 2).setRawData(ByteString.copyFrom(array.data().duplicate()))))
        .isEqualTo(array);
  }

  @Test
  void readsScalarsAndEmptyArrays() {
    assertThat(read(tensor(DataType.FLOAT).addFloatData(3)).numbers()).containsExactly(3);
    assertThat(read(tensor(DataType.INT64, 3, 0)).shape()).isEqualTo(Shape.of(3, 0));
  }

  /** Native code may take a truth value that is neither 0 nor 1 for anything. */
  @Test
  void makesTruthValuesZeroOrOne() {
    TensorProto.Builder odd =
        tensor(DataType.BOOL, 3).setRawData(ByteString.copyFrom(new byte[] {2, 0, -1}));

    assertThat(read(odd).numbers()).containsExactly(1, 0, 1);
  }

  @Test
  void refusesDataThatDoNotFitTheShape() {
    for (TensorProto.Builder odd :
        List.of(
            tensor(DataType.FLOAT, 2).addFloatData(1),
            tensor(DataType.FLOAT, 1).addInt32Data(1),
            tensor(DataType.FLOAT, 2).setRawData(ByteString.copyFrom(new byte[7])),
            tensor(DataType.DOUBLE, 1 << 30),
            tensor(DataType.FLOAT, -1),
            tensor(DataType.FLOAT, 1L << 32, 0),
            tensor(DataType.FLOAT, 1 << 20, 1 << 20, 0),
            tensor(DataType.FLOAT, new long[65]))) {
      assertThatThrownBy(() -> read(odd))
          .isInstanceOf(DriftwoodException.class)
          .hasMessageContainingAll("array \"w\"", "expected");
    }
  }

  @Test
  void refusesElementsThatGraphsDoNotHold() {
    assertThatThrownBy(() -> read(TensorProto.newBuilder().setDataType(8)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("element type STRING");
    assertThatThrownBy(() -> read(TensorProto.newBuilder().setDataType(17)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("element type FLOAT8E4M3FN");
    assertThatThrownBy(() -> read(TensorProto.newBuilder().setDataType(99)))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining("element type number 99");
  }
}
