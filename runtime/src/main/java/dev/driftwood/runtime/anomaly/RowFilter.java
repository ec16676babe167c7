package dev.driftwood.runtime.anomaly;

/** PNG's filters of a row's bytes, in the order of their numbers. */
enum RowFilter {
  NONE {
    @Override
    int predicted(int left, int above, int corner) {
      return 0;
    }
  },
  SUB {
    @Override
    int predicted(int left, int above, int corner) {
      return left;
    }
  },
  UP {
    @Override
    int predicted(int left, int above, int corner) {
      return above;
    }
  },
  AVERAGE {
    @Override
    int predicted(int left, int above, int corner) {
      return (left + above) / 2;
    }
  },
  PAETH {
    @Override
    int predicted(int left, int above, int corner) {
      int plane = left + above - corner;
      int toLeft = Math.abs(plane - left);
      int toAbove = Math.abs(plane - above);
      int toCorner = Math.abs(plane - corner);
      if (toLeft <= toAbove && toLeft <= toCorner) {
        return left;
      }
      return toAbove <= toCorner ? above : corner;
    }
  };

  abstract int predicted(int left, int above, int corner);

  /**
   * The differences from what is predicted, modulo 256.
   *
   * @param stride bytes of a pixel
   */
  byte[] apply(int[] row, int[] above, int stride) {
    byte[] out = new byte[row.length];
    for (int i = 0; i < row.length; i++) {
      int left = i < stride ? 0 : row[i - stride];
      int corner = i < stride ? 0 : above[i - stride];
      out[i] = (byte) (row[i] - predicted(left, above[i], corner));
    }
    return out;
  }
}
