package dev.driftwood.runtime.onnx.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.driftwood.proto.onnx.ModelProto;
import dev.driftwood.proto.onnx.TensorProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;

/**
 * Counts the parts of a file before anything is built of them. A part may take two bytes in the
 * file and some hundred in memory; arrays, which networks mostly are, take the same in both.
 */
final class PartCount {
  /** What a message counts for; a number or a text of its own counts for one. */
  private static final int MESSAGE = 8;

  /** So many messages every file may have: some three hundred megabytes of them. */
  private static final int FREE = 1 << 19;

  /** Larger files may have one more for so many bytes. */
  private static final int BYTES = 32;

  private static final int DEEPEST = 100;

  private final CodedInputStream input;
  private final long most;
  private long count;

  private PartCount(CodedInputStream input, int bytes) {
    this.input = input;
    this.most = (long) FREE + bytes / BYTES;
  }

  /**
   * Counts.
   *
   * @param bytes how many there are
   * @throws IOException where they are no message
   * @throws DriftwoodException where there are too many parts, or they nest too deeply
   */
  static void check(CodedInputStream input, int bytes) throws IOException {
    new PartCount(input, bytes).message(ModelProto.getDescriptor(), 0);
  }

  private void message(Descriptor type, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new DriftwoodException(
          "parts within parts, more than %d deep (expected: a graph that nests less)"
              .formatted(DEEPEST));
    }
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (field == null || !delimited) {
        add(field != null && field.isRepeated() && !isData(field) ? 1 : 0);
        input.skipField(tag);
      } else {
        delimited(field, depth);
      }
    }
  }

  private void delimited(FieldDescriptor field, int depth) throws IOException {
    int length = input.readRawVarint32();
    int limit = input.pushLimit(length);
    if (field.getType() == FieldDescriptor.Type.MESSAGE) {
      add(MESSAGE);
      message(field.getMessageType(), depth + 1);
    } else {
      boolean packed = field.isRepeated() && field.isPackable() && !isData(field);
      add(packed ? length : field.isRepeated() ? 1 : 0);
      input.skipRawBytes(length);
    }
    input.popLimit(limit);
  }

  /** Whether a field holds an array's elements, which are kept as they stand in the file. */
  private static boolean isData(FieldDescriptor field) {
    return field.getContainingType() == TensorProto.getDescriptor()
        && field.getNumber() != TensorProto.DIMS_FIELD_NUMBER;
  }

  private void add(int parts) {
    count += parts;
    if (count > most * MESSAGE) {
      throw new DriftwoodException(
          "the file has more than %d parts besides its arrays (expected: a network)"
              .formatted(most));
    }
  }
}
