package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.StringStringEntryProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.FileFailure;
import dev.driftwood.runtime.graph.OnnxGraph;
import dev.driftwood.runtime.graph.OnnxModel;
import dev.driftwood.runtime.onnx.guard.Guards;
import dev.driftwood.runtime.onnx.schema.FormCheck;
import dev.driftwood.runtime.onnx.upgrade.Upgrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads models from ONNX files: what it returns has been checked, and what it does not understand
 * it refuses by name.
 *
 * <p>The graph comes in one form, whoever wrote the file: functions are put where they are called,
 * constants are initialisers and none of them an input, every node has a name, no inner graph hides
 * a value of the graph around it, and nodes of operator sets before 17 are brought to that one.
 */
public final class OnnxReader {
  private static final int OLDEST_IR = 3;
  private static final int NEWEST_IR = 12;

  /** Two gigabytes less what Java keeps of an array. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private OnnxReader() {}

  /**
   * The model in some bytes, which must be all of it.
   *
   * @throws DriftwoodException where they are no ONNX model, or one with parts that Driftwood does
   *     not know
   */
  public static OnnxModel read(byte[] bytes) {
    return read(bytes, ExternalData.NONE);
  }

  /** The model of a file, and of the files in its folder that it keeps arrays in. */
  public static OnnxModel read(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes > LARGEST) {
        throw new DriftwoodException(
            "%s: has %d bytes (expected: at most %d, as protocol buffers can't be larger)"
                .formatted(file, bytes, LARGEST));
      }
      return read(Files.readAllBytes(file), ExternalData.beside(file));
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }

  /**
   * The model in some bytes.
   *
   * @param place where arrays lie that are not in the bytes
   */
  public static OnnxModel read(byte[] bytes, ExternalData place) {
    ModelProto proto = parse(bytes);
    if (!proto.hasGraph() || proto.getIrVersion() < 1) {
      throw new DriftwoodException(
          "no ONNX model (expected: a file with an IR version and a graph)");
    }
    if (proto.getIrVersion() < OLDEST_IR || proto.getIrVersion() > NEWEST_IR) {
      throw new DriftwoodException(
          "IR version %d (expected: %d to %d; export it in one of these)"
              .formatted(proto.getIrVersion(), OLDEST_IR, NEWEST_IR));
    }
    int opset = Opsets.version(proto.getOpsetImportList(), "the graph");
    FileContents file = new FileContents(proto, Upgrade.target(opset), place);
    OnnxGraph graph = GraphReader.read(file, proto.getGraph(), opset).checked();
    OnnxGraph guarded = Guards.guarded(FormCheck.check(graph));
    return new OnnxModel(guarded, metadata(proto.getMetadataPropsList()));
  }

  private static Map<String, String> metadata(List<StringStringEntryProto> entries) {
    Map<String, String> metadata = new TreeMap<>();
    for (StringStringEntryProto entry : entries) {
      if (metadata.put(entry.getKey(), entry.getValue()) != null) {
        throw new DriftwoodException(
            "metadata entry \"%s\" stands there twice (expected: once)".formatted(entry.getKey()));
      }
    }
    return metadata;
  }

  private static ModelProto parse(byte[] bytes) {
    try {
      PartCount.check(stream(bytes), bytes.length);
      return DiscardUnknownFieldsParser.wrap(ModelProto.parser()).parseFrom(stream(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new DriftwoodException(
          "no ONNX model, or one that was cut short at %d bytes (expected: a whole .onnx file; copy or export it again)"
              .formatted(bytes.length),
          e);
    } catch (IOException e) {
      throw new DriftwoodException("no ONNX model: " + e.getMessage(), e);
    }
  }

  /** Arrays read from it are views of the bytes. */
  private static CodedInputStream stream(byte[] bytes) {
    CodedInputStream stream = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    stream.enableAliasing(true);
    return stream;
  }
}
