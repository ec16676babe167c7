package dev.driftwood.trainer.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier says of a set of images.
 *
 * @param probabilities of each image's classes
 */
record ClassScores(List<double[]> probabilities) {
  /** From logits, by their softmax. */
  static ClassScores ofLogits(List<double[]> logits) {
    return new ClassScores(logits.stream().map(ClassScores::softmax).toList());
  }

  /**
   * {@code exp E KL(p(c|x) ‖ p(c))}: 1 where all images look alike or the classifier knows none, up
   * to the number of classes (Salimans et al. 2016, arXiv:1606.03498, section 4; by an Inception
   * network it is called the Inception score).
   */
  double score() {
    double[] mean = new double[probabilities.get(0).length];
    for (double[] p : probabilities) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += p[c] / probabilities.size();
      }
    }
    double divergence = 0;
    for (double[] p : probabilities) {
      for (int c = 0; c < mean.length; c++) {
        divergence += p[c] > 0 ? p[c] * Math.log(p[c] / mean[c]) : 0;
      }
    }
    return Math.exp(divergence / probabilities.size());
  }

  /**
   * The share of images whose likeliest class is the wanted one.
   *
   * @param labels of the images, again from the start where there are more images
   */
  double agreement(List<Integer> labels) {
    long right =
        IntStream.range(0, probabilities.size())
            .filter(i -> likeliest(probabilities.get(i)) == labels.get(i % labels.size()))
            .count();
    return (double) right / probabilities.size();
  }

  private static int likeliest(double[] p) {
    return IntStream.range(0, p.length).reduce((a, b) -> p[b] > p[a] ? b : a).orElseThrow();
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] powers = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }
}
