package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.ItemShape;
import java.util.zip.Deflater;

/**
 * The length of an image's lossless code: PNG's five row filters, of which each row takes the one
 * with the least sum of absolute differences, and deflate; without PNG's headers.
 *
 * <p>Source: J. Serrà et al., "Input complexity and out-of-distribution detection with
 * likelihood-based generative models", ICLR 2020 (arXiv:1909.11480), for what it is good for.
 *
 * @param shape of the image
 * @param levels of a pixel; above 256 they take two bytes
 */
record CodeLength(ItemShape shape, int levels) {
  private static final int BYTE = 256;

  /** Bits of an image whose pixels are {@code pixels}, channels outermost. */
  double bits(int[] pixels) {
    int rowBytes = shape.width() * stride();
    byte[] filtered = new byte[shape.height() * (rowBytes + 1)];
    int[] above = new int[rowBytes];
    for (int y = 0; y < shape.height(); y++) {
      int[] row = row(pixels, y);
      filter(row, above, filtered, y * (rowBytes + 1));
      above = row;
    }
    return 8.0 * deflated(filtered);
  }

  private int stride() {
    return shape.channels() * (levels > BYTE ? 2 : 1);
  }

  /** The bytes of a row, channels innermost as in a PNG. */
  private int[] row(int[] pixels, int y) {
    int width = shape.width();
    int[] row = new int[width * stride()];
    int next = 0;
    for (int x = 0; x < width; x++) {
      for (int c = 0; c < shape.channels(); c++) {
        int level = pixels[(c * shape.height() + y) * width + x];
        if (levels > BYTE) {
          row[next++] = level / BYTE;
        }
        row[next++] = level % BYTE;
      }
    }
    return row;
  }

  private void filter(int[] row, int[] above, byte[] out, int at) {
    byte[] best = new byte[0];
    int least = Integer.MAX_VALUE;
    for (RowFilter filter : RowFilter.values()) {
      byte[] tried = filter.apply(row, above, stride());
      int sum = 0;
      for (byte difference : tried) {
        sum += Math.abs(difference);
      }
      if (sum < least) {
        least = sum;
        best = tried;
        out[at] = (byte) filter.ordinal();
      }
    }
    System.arraycopy(best, 0, out, at + 1, best.length);
  }

  private static int deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] sink = new byte[bytes.length + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(sink);
      }
      return length;
    } finally {
      deflater.end();
    }
  }
}
