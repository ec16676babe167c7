package dev.driftwood.trainer.evaluation;

import java.util.List;

/**
 * The squared maximum mean discrepancy of two sets of vectors of length d under the kernel {@code
 * (x·y/d + 1)³}, without bias: it is 0 on average for two sets of one law, whatever their sizes,
 * and may be below 0 (Bińkowski et al. 2018, arXiv:1801.01401). On the features of an Inception
 * network it is called KID; on others it is not.
 */
final class KernelDistance {
  private KernelDistance() {}

  /** The squared distance between two sets of at least two vectors each. */
  static double between(List<double[]> first, List<double[]> second) {
    return within(first) + within(second) - 2 * across(first, second);
  }

  private static double within(List<double[]> set) {
    double sum = 0;
    for (int i = 0; i < set.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(set.get(i), set.get(j));
      }
    }
    return 2 * sum / ((double) set.size() * (set.size() - 1));
  }

  private static double across(List<double[]> first, List<double[]> second) {
    double sum = 0;
    for (double[] a : first) {
      for (double[] b : second) {
        sum += kernel(a, b);
      }
    }
    return sum / ((double) first.size() * second.size());
  }

  private static double kernel(double[] a, double[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    double base = product / a.length + 1;
    return base * base * base;
  }
}
