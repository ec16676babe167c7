package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An array as NumPy writes it, in C order. */
final class NpyArray {
  private static final int PREAMBLE = 10;
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([\\d, ]*)\\)");

  private NpyArray() {}

  static Initializer read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int length = Short.toUnsignedInt(bytes.getShort(PREAMBLE - 2));
      String header = new String(bytes.array(), PREAMBLE, length, StandardCharsets.US_ASCII);
      Matcher shape = SHAPE.matcher(header);
      if (!shape.find() || header.contains("'fortran_order': True")) {
        throw new IllegalArgumentException(file + ": " + header);
      }
      int[] dims =
          Arrays.stream(shape.group(1).split(","))
              .map(String::strip)
              .filter(dim -> !dim.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      bytes.position(PREAMBLE + length);
      return new Initializer(file.toString(), type(header), Shape.of(dims), bytes.slice());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataType type(String header) {
    if (header.contains("'<f4'")) {
      return DataType.FLOAT;
    }
    if (header.contains("'<f8'")) {
      return DataType.DOUBLE;
    }
    if (header.contains("'<i8'")) {
      return DataType.INT64;
    }
    throw new IllegalArgumentException(header);
  }
}
