package dev.driftwood.runtime.anomaly;

import dev.driftwood.runtime.data.ItemShape;

/**
 * Energies of an image's Haar wavelet bands: for each octave the mean squares of what differs
 * across, down, and along the diagonals of 2 × 2 blocks, the blocks' means being the next octave.
 * An odd row or column at the end is left out of its octave.
 *
 * @param shape of the image
 */
record HaarBands(ItemShape shape) {
  private static final int MOST = 4;

  /** Octaves that an image of a shape has, at most four. */
  static int octaves(ItemShape shape) {
    int side = Math.min(shape.height(), shape.width());
    int octaves = 0;
    while (side >= 2 && octaves < MOST) {
      side /= 2;
      octaves++;
    }
    return octaves;
  }

  /** Three an octave, the finest first. */
  double[] energies(double[] x) {
    double[] energies = new double[3 * octaves(shape)];
    double[] plane = x;
    int height = shape.height();
    int width = shape.width();
    for (int octave = 0; 3 * octave < energies.length; octave++) {
      plane = halved(plane, height, width, energies, 3 * octave);
      height /= 2;
      width /= 2;
    }
    return energies;
  }

  /** Means of blocks; adds the energies of one octave. */
  private double[] halved(double[] x, int height, int width, double[] energies, int at) {
    int blocks = (height / 2) * (width / 2);
    double[] means = new double[shape.channels() * blocks];
    for (int i = 0; i < means.length; i++) {
      int row = i % blocks / (width / 2);
      int corner = i / blocks * height * width + 2 * row * width + 2 * (i % blocks % (width / 2));
      double a = x[corner];
      double b = x[corner + 1];
      double c = x[corner + width];
      double d = x[corner + width + 1];
      energies[at] += square(a - b + c - d) / means.length;
      energies[at + 1] += square(a + b - c - d) / means.length;
      energies[at + 2] += square(a - b - c + d) / means.length;
      means[i] = (a + b + c + d) / 4;
    }
    return means;
  }

  private static double square(double difference) {
    return difference * difference / 4;
  }
}
