package dev.driftwood.runtime.onnx.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.proto.onnx.StringStringEntryProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.proto.onnx.TensorProto.DataLocation;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
  private static final int NUMBERS = 10;

  @TempDir Path parent;
  private Path folder;

  /** Ten numbers from 0 to 9 in a file of the model's folder, and in one that is not. */
  @BeforeEach
  void writeWeights() throws IOException {
    folder = Files.createDirectories(parent.resolve("model/weights")).getParent();
    ByteBuffer numbers = ByteBuffer.allocate(NUMBERS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < NUMBERS; i++) {
      numbers.putLong(i);
    }
    Files.write(folder.resolve("weights/all.bin"), numbers.array());
    Files.write(parent.resolve("secret.bin"), numbers.array());
  }

  private static TensorProto array(String name, int length, String... keys) {
    TensorProto.Builder array =
        TensorProto.newBuilder()
            .setName(name)
            .addDims(length)
            .setDataType(ElementTypes.code(DataType.INT64))
            .setDataLocation(DataLocation.EXTERNAL);
    for (int i = 0; i < keys.length; i += 2) {
      array.addExternalData(
          StringStringEntryProto.newBuilder().setKey(keys[i]).setValue(keys[i + 1]));
    }
    return array.build();
  }

  private static byte[] file(TensorProto... arrays) {
    return ModelFile.ofOpset(17)
        .input("x", DataType.INT64, "N", 1)
        .node("y = Identity(x)")
        .output("y", DataType.INT64, "N", 1)
        .graph(
            graph -> {
              for (TensorProto array : arrays) {
                graph.addInitializer(array);
              }
              return graph;
            })
        .bytes();
  }

  private OnnxModel read(TensorProto... arrays) throws IOException {
    Path model = folder.resolve("model.onnx");
    Files.write(model, file(arrays));
    return OnnxReader.read(model);
  }

  private void refuses(TensorProto array, String... reasons) {
    assertThatThrownBy(() -> read(array))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll(reasons);
  }

  @Test
  void readsArraysOfTheFolder() throws IOException {
    OnnxModel model =
        read(
            array("a", 3, "location", "weights/all.bin", "offset", "16", "length", "24"),
            array("b", 2, "location", "weights/all.bin"),
            array("again", 3, "location", "./weights/all.bin", "offset", "16"));

    assertThat(model.graph().initializers())
        .containsExactly(
            Initializer.ofLongs("a", 2, 3, 4),
            Initializer.ofLongs("b", 0, 1),
            Initializer.ofLongs("again", 2, 3, 4));
  }

  @Test
  void refusesOtherFilesWhereThereAreOnlyBytes() {
    assertThatThrownBy(() -> OnnxReader.read(file(array("w", 2, "location", "weights/all.bin"))))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("\"w\"", "another file", "weights/all.bin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.bin",
        "weights/../../secret.bin",
        "weights/../weights/all.bin",
        "/etc/hostname",
        "",
        "out/secret.bin",
        "linked.bin",
        "weights\0/all.bin"
      })
  void refusesFilesOutsideOfTheFolder(String location) throws IOException {
    Files.createSymbolicLink(folder.resolve("out"), parent);
    Files.createSymbolicLink(folder.resolve("linked.bin"), parent.resolve("secret.bin"));

    refuses(array("w", 2, "location", location), "\"w\"", "a relative path to a file in the model");
  }

  @Test
  void followsLinksWithinTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("linked.bin"), Path.of("weights/all.bin"));

    assertThat(read(array("w", 1, "location", "linked.bin", "offset", "72")).graph())
        .satisfies(
            graph -> assertThat(graph.initializers()).containsExactly(Initializer.ofLongs("w", 9)));
  }

  @Test
  void refusesWhatIsNotInTheFile() {
    refuses(array("w", 2, "location", "weights"), "\"w\"", "no file");
    refuses(array("w", 2, "location", "absent.bin"), "absent.bin", "no such file");
    refuses(array("w", 2, "location", "weights/all.bin", "offset", "72"), "which has 80");
    refuses(array("w", 2, "location", "weights/all.bin", "length", "15"), "15 bytes");
    refuses(array("w", 2, "location", "weights/all.bin", "offset", "-8"), "offset \"-8\"");
    refuses(
        array("w", 2, "location", "weights/all.bin", "offset", "9223372036854775807"), "offset");
    refuses(array("w", 268435455, "location", "weights/all.bin"), "which has 80");
    refuses(array("w", 268435456, "location", "weights/all.bin"), "2147483648 bytes");
  }

  /** Else a small file could ask for any amount of memory. */
  @Test
  void refusesArraysThatOverlap() {
    assertThatThrownBy(
            () ->
                read(
                    array("a", 9, "location", "weights/all.bin"),
                    array("b", 9, "location", "weights/all.bin", "offset", "8")))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("\"b\"", "overlaps");
  }
}
