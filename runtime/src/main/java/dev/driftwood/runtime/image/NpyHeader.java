package dev.driftwood.runtime.image;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file: a magic string, a version and a Python dictionary with the
 * element type and the shape. Format: NumPy enhancement proposal 1, versions 1 to 3.
 *
 * @param type how elements are stored
 * @param shape all axes, in C order
 */
record NpyHeader(ElementType type, List<Integer> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The data begin at a multiple of this, by the format. */
  private static final int ALIGNMENT = 64;

  private static final int LARGEST = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

  /** Reads the header and leaves {@code source} at the first element. */
  static NpyHeader read(ByteSource source) {
    byte[] start = source.require(8, "the .npy header");
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || start[6] < 1
        || start[6] > 3) {
      throw new DriftwoodException(
          source.file() + ": not a NumPy array file (expected: .npy of version 1, 2 or 3)");
    }
    int lengthBytes = start[6] == 1 ? 2 : 4;
    byte[] length = Arrays.copyOf(source.require(lengthBytes, "the .npy header"), 4);
    int size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (size < 0 || size > LARGEST) {
      throw new DriftwoodException(
          "%s: header of %d bytes (expected: at most %d)".formatted(source.file(), size, LARGEST));
    }
    String text = new String(source.require(size, "the .npy header"), StandardCharsets.UTF_8);
    return parse(source, text);
  }

  /** The bytes of a version 1 header. */
  byte[] bytes() {
    String axes = String.join(", ", shape.stream().map(String::valueOf).toList());
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(descr(type), shape.size() == 1 ? axes + "," : axes);
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    byte[] body = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    out.writeBytes(new byte[] {1, 0, (byte) body.length, (byte) (body.length >> 8)});
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static NpyHeader parse(ByteSource source, String text) {
    if (field(source, text, ORDER).equals("True")) {
      throw new DriftwoodException(
          source.file()
              + ": in Fortran order (expected: C order; save numpy.ascontiguousarray(x))");
    }
    ElementType type = type(source, field(source, text, DESCR));
    List<Integer> shape = new ArrayList<>();
    for (String axis : field(source, text, SHAPE).split(",")) {
      if (!axis.isBlank()) {
        shape.add(axis(source, axis.strip()));
      }
    }
    return new NpyHeader(type, List.copyOf(shape));
  }

  private static int axis(ByteSource source, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new DriftwoodException(
          source.file() + ": an axis of " + digits + " (expected: below 2^31)", e);
    }
  }

  private static String field(ByteSource source, String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new DriftwoodException(
          source.file()
              + ": header without a plain descr, fortran_order and shape (expected: a plain array)");
    }
    return matcher.group(1);
  }

  private static ElementType type(ByteSource source, String descr) {
    return switch (descr) {
      case "|u1", "<u1", ">u1", "u1" -> ElementType.U8;
      case "<u2" -> ElementType.U16;
      case "<f4" -> ElementType.F32;
      default ->
          throw new DriftwoodException(
              "%s: elements of type '%s' (expected: |u1 or <u2 pixels, or <f4 values in data space;"
                      .formatted(source.file(), descr)
                  + " convert with x.astype('<f4'))");
    };
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case U8 -> "|u1";
      case U16 -> "<u2";
      case F32 -> "<f4";
    };
  }
}
