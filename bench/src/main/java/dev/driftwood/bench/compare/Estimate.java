package dev.driftwood.bench.compare;

import java.util.List;

/**
 * A mean and how sure it is.
 *
 * @param mean of n values
 * @param standardError √(Σ (value − mean)² / (n − 1) / n)
 */
public record Estimate(double mean, double standardError) {
  /** Of at least 2 values. */
  static Estimate of(List<Double> values) {
    int count = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / count;
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / (count - 1) / count));
  }
}
