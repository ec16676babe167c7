package dev.driftwood.runtime.observe;

import java.util.stream.DoubleStream;

/**
 * At each pixel, the component along one direction of the channels.
 *
 * @param direction a unit vector, one number a channel
 */
record ChannelDirection(double[] direction) implements Projection {
  /** Along a vector of any length. */
  static ChannelDirection along(double[] vector) {
    double norm = Math.sqrt(DoubleStream.of(vector).map(v -> v * v).sum());
    return new ChannelDirection(DoubleStream.of(vector).map(v -> v / norm).toArray());
  }

  @Override
  public double[] known(double[] x) {
    int plane = x.length / direction.length;
    double[] known = new double[x.length];
    for (int pixel = 0; pixel < plane; pixel++) {
      double component = component(x, plane, pixel);
      for (int c = 0; c < direction.length; c++) {
        known[c * plane + pixel] = direction[c] * component;
      }
    }
    return known;
  }

  private double component(double[] x, int plane, int pixel) {
    double sum = 0.0;
    for (int c = 0; c < direction.length; c++) {
      sum += direction[c] * x[c * plane + pixel];
    }
    return sum;
  }
}
