package dev.driftwood.runtime.onnx.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.driftwood.proto.onnx.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes the parts of files, which stay files, guided by what the reader does with them. */
class OnnxModelFuzzTest {
  static Stream<Arguments> models() throws InvalidProtocolBufferException {
    List<Arguments> models = new ArrayList<>();
    for (byte[] file : SeedFiles.all()) {
      models.add(Arguments.of(ModelProto.parseFrom(file)));
    }
    return models.stream();
  }

  @MethodSource("models")
  @FuzzTest
  void readsOrRefuses(@NotNull ModelProto model) {
    ReadingProperty.holds(model.toByteArray());
  }
}
