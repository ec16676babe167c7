package dev.driftwood.runtime.observe;

/** Small dense matrices, for exact moments. */
final class Matrix {
  private Matrix() {}

  static double[][] identity(int d) {
    double[][] identity = new double[d][d];
    for (int i = 0; i < d; i++) {
      identity[i][i] = 1.0;
    }
    return identity;
  }

  static double[][] transposed(double[][] a) {
    double[][] out = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        out[j][i] = a[i][j];
      }
    }
    return out;
  }

  static double[][] product(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  static double[] product(double[][] a, double[] x) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < x.length; k++) {
        out[i] += a[i][k] * x[k];
      }
    }
    return out;
  }

  static double[][] sum(double[][] a, double[][] b) {
    double[][] out = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      out[i] = sum(a[i], b[i]);
    }
    return out;
  }

  static double[] sum(double[] a, double[] b) {
    double[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += b[i];
    }
    return out;
  }

  static double[][] scaled(double[][] a, double factor) {
    double[][] out = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      out[i] = scaled(a[i], factor);
    }
    return out;
  }

  static double[] scaled(double[] a, double factor) {
    double[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= factor;
    }
    return out;
  }

  static double norm(double[] a) {
    double sum = 0.0;
    for (double v : a) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  static double[][] inverse(double[][] a) {
    return solved(a, identity(a.length));
  }

  /** A⁻¹ B by elimination with the largest pivot of each column. */
  static double[][] solved(double[][] a, double[][] b) {
    int d = a.length;
    double[][] left = scaled(a, 1.0);
    double[][] right = scaled(b, 1.0);
    for (int column = 0; column < d; column++) {
      int pivot = column;
      for (int row = column + 1; row < d; row++) {
        if (Math.abs(left[row][column]) > Math.abs(left[pivot][column])) {
          pivot = row;
        }
      }
      swap(left, column, pivot);
      swap(right, column, pivot);
      for (int row = 0; row < d; row++) {
        if (row != column) {
          double factor = -left[row][column] / left[column][column];
          left[row] = sum(left[row], scaled(left[column], factor));
          right[row] = sum(right[row], scaled(right[column], factor));
        }
      }
    }
    for (int row = 0; row < d; row++) {
      right[row] = scaled(right[row], 1.0 / left[row][row]);
    }
    return right;
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] held = rows[i];
    rows[i] = rows[j];
    rows[j] = held;
  }
}
