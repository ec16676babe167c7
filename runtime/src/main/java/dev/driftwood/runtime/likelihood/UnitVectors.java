package dev.driftwood.runtime.likelihood;

import java.util.AbstractList;

/** The unit vectors, made as they are asked for: all at once would be the dimension squared. */
final class UnitVectors extends AbstractList<double[]> {
  private final int dimension;

  UnitVectors(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public double[] get(int index) {
    double[] unit = new double[dimension];
    unit[index] = 1.0;
    return unit;
  }

  @Override
  public int size() {
    return dimension;
  }
}
