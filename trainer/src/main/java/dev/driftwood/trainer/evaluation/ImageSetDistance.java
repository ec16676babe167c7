package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.image.InputOptions;
import dev.driftwood.runtime.ort.FeatureNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far sets of images are from a reference set, by features of theirs: the first principal
 * components of the reference's pixels, or the output of a trained network.
 *
 * <p>Every set is cut to the same number of images, because the distances depend on it.
 */
public final class ImageSetDistance {
  private final ImageSet reference;
  private final ImageFeatures features;
  private final List<double[]> vectors;
  private final Neighbourhoods mass;

  private ImageSetDistance(ImageSet reference, ImageFeatures features) {
    this.reference = reference;
    this.features = features;
    this.vectors = features.of(reference);
    this.mass = Neighbourhoods.of(vectors);
  }

  /**
   * Distances from the first images of an input, by principal components.
   *
   * @param count images of each set, at least 4
   * @param components how many to keep
   */
  public static ImageSetDistance from(Path input, int count, int components) {
    ImageSet reference = ImageSet.read(input, InputOptions.defaults(), count);
    PrincipalComponents axes = PrincipalComponents.of(reference.pixels(), components);
    return new ImageSetDistance(reference, new ImageFeatures.Components(axes));
  }

  /**
   * Distances from the first images of an input, by a network's features.
   *
   * @param count images of each set, at least 4
   * @param network stays the caller's
   */
  public static ImageSetDistance from(Path input, int count, FeatureNetwork network) {
    return from(ImageSet.read(input, InputOptions.defaults(), count), network);
  }

  /** Distances from images, by a network's features. */
  static ImageSetDistance from(ImageSet reference, FeatureNetwork network) {
    return new ImageSetDistance(reference, new ImageFeatures.OfNetwork(network));
  }

  /**
   * How the first images of another input stand.
   *
   * @param labels the classes that they should have, again from the start where there are more
   *     images; empty where that is not asked
   */
  public SetComparison of(Path input, List<Integer> labels) {
    InputOptions options = InputOptions.defaults().withShape(reference.shape());
    return comparison(ImageSet.read(input, options, reference.pixels().size()), labels);
  }

  /** How images of independent uniform pixels stand. */
  public SetComparison ofNoise(long seed) {
    int count = reference.pixels().size();
    return comparison(ImageSet.noise(reference.shape(), count, seed), List.of());
  }

  /** How as many other images stand. */
  SetComparison comparison(ImageSet images, List<Integer> labels) {
    List<double[]> others = features.of(images);
    Optional<ClassScores> classes = features.classes(images);
    return new SetComparison(
        FrechetDistance.between(vectors, others),
        KernelDistance.between(vectors, others),
        mass.share(others),
        Neighbourhoods.of(others).share(vectors),
        classes.map(scores -> OptionalDouble.of(scores.score())).orElse(OptionalDouble.empty()),
        classes
            .filter(scores -> !labels.isEmpty())
            .map(scores -> OptionalDouble.of(scores.agreement(labels)))
            .orElse(OptionalDouble.empty()));
  }
}
