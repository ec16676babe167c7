package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.ort.FeatureNetwork;
import java.util.List;
import java.util.Optional;

/** What images are described by when sets of them are compared. */
interface ImageFeatures {
  /** A vector an image. */
  List<double[]> of(ImageSet images);

  /** What a classifier says of them, where there is one. */
  default Optional<ClassScores> classes(ImageSet images) {
    return Optional.empty();
  }

  /** The coordinates along principal components. */
  record Components(PrincipalComponents components) implements ImageFeatures {
    @Override
    public List<double[]> of(ImageSet images) {
      return images.pixels().stream().map(components::project).toList();
    }
  }

  /** The output of a trained network. */
  record OfNetwork(FeatureNetwork network) implements ImageFeatures {
    private static final String LOGITS = "logits";

    @Override
    public List<double[]> of(ImageSet images) {
      return output(network.featureOutput(), images);
    }

    @Override
    public Optional<ClassScores> classes(ImageSet images) {
      return network.gives(LOGITS)
          ? Optional.of(ClassScores.ofLogits(output(LOGITS, images)))
          : Optional.empty();
    }

    private List<double[]> output(String name, ImageSet images) {
      return network.evaluate(name, images.shape().dimensions(), images.pixels());
    }
  }
}
