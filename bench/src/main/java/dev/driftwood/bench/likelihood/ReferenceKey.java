package dev.driftwood.bench.likelihood;

import dev.driftwood.runtime.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/**
 * What a reference is of: where any of it differs, it is another.
 *
 * @param model the digest of its file
 * @param plan how it is made, without commas
 * @param rows one key a row, of its numbers in the network's space
 */
public record ReferenceKey(String model, String plan, List<String> rows) {
  private static final int KEY_BYTES = 8;

  /** Copies the rows. */
  public ReferenceKey {
    rows = List.copyOf(rows);
  }

  static ReferenceKey of(String model, String plan, List<double[]> rows) {
    return new ReferenceKey(model, plan, rows.stream().map(ReferenceKey::key).toList());
  }

  private static String key(double[] row) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * row.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : row) {
      bytes.putDouble(value);
    }
    return HexFormat.of().formatHex(Sha256.of(bytes.array()), 0, KEY_BYTES);
  }
}
