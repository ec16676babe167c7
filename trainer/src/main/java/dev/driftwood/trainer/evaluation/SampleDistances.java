package dev.driftwood.trainer.evaluation;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.Samples;
import dev.driftwood.runtime.artefact.LabelSpec;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.FeatureNetwork;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.trainer.data.Items;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.train.EvaluationPlan;
import dev.driftwood.trainer.train.Evaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Draws samples, always from the same noise and of each class in turn where there are classes, and
 * holds them against as many held-out images by the features of a network: {@link SetComparison}.
 */
public final class SampleDistances implements Evaluator {
  private static final String LOGITS = "logits";
  private static final int EVALUATIONS = 20;

  private final Snapshots snapshots;
  private final Path features;
  private final ImageSet reference;
  private final int levels;
  private final int interval;
  private final List<String> columns;

  private SampleDistances(
      Snapshots snapshots, Path features, ImageSet reference, int levels, int interval) {
    this.snapshots = snapshots;
    this.features = features;
    this.reference = reference;
    this.levels = levels;
    this.interval = interval;
    this.columns = names();
  }

  /**
   * For a run whose plan has a feature network.
   *
   * @param features the network's file
   * @param heldOut the images to hold samples against
   * @throws DriftwoodException if the network can't be read, or is for other images
   * @throws IllegalArgumentException if there are no images, or fewer than samples
   */
  public static SampleDistances of(
      Snapshots snapshots, Path features, Items heldOut, EvaluationPlan plan, int interval) {
    if (!(snapshots.description().data() instanceof DataSpec.Images images)) {
      throw new IllegalArgumentException(
          "features: given for data that are no images (expected: none)");
    }
    if (!(plan.samples() <= heldOut.size())) {
      throw new IllegalArgumentException(
          "metrics-samples: %d (expected: <= %d, the held-out images)"
              .formatted(plan.samples(), heldOut.size()));
    }
    ImageSet reference = ImageSet.of(heldOut, plan.samples(), images.levels());
    return new SampleDistances(snapshots, features, reference, images.levels(), interval);
  }

  @Override
  public int interval() {
    return interval;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  /** Those of the figures that this network gives. */
  private List<String> names() {
    try (FeatureNetwork network = open()) {
      // Says now, and not in the middle of a run, where it is for other images.
      network.evaluate(
          network.featureOutput(),
          reference.shape().dimensions(),
          reference.pixels().subList(0, 1));
      List<String> names =
          new ArrayList<>(List.of("frechet_distance", "kernel_distance", "precision", "recall"));
      if (network.gives(LOGITS)) {
        names.add("class_score");
        if (snapshots.description().labels().isPresent()) {
          names.add("label_agreement");
        }
      }
      return List.copyOf(names);
    }
  }

  @Override
  public List<Double> evaluate(long iteration, TrainedWeights weights) {
    List<Integer> labels = labels();
    Samples drawn = draw(weights, labels);
    if (!drawn.failed().isEmpty()) {
      return Collections.nCopies(columns.size(), Double.NaN);
    }
    try (FeatureNetwork network = open()) {
      SetComparison found =
          ImageSetDistance.from(reference, network).comparison(ImageSet.of(drawn, levels), labels);
      List<Double> figures =
          new ArrayList<>(
              List.of(found.frechet(), found.kernel(), found.precision(), found.recall()));
      add(figures, found.classScore());
      add(figures, found.labelAgreement());
      return figures;
    }
  }

  private static void add(List<Double> figures, OptionalDouble figure) {
    figure.ifPresent(figures::add);
  }

  private Samples draw(TrainedWeights weights, List<Integer> labels) {
    SamplePlan plan =
        SamplePlan.builder()
            .sampler("unipc")
            .evaluations(EVALUATIONS)
            .count(reference.pixels().size())
            .seed(0)
            .labels(labels)
            .build();
    try (DriftModel model = snapshots.open(weights)) {
      return model.sample(plan);
    }
  }

  private List<Integer> labels() {
    int classes = snapshots.description().labels().map(LabelSpec::count).orElse(0);
    return IntStream.range(0, classes).boxed().toList();
  }

  private FeatureNetwork open() {
    return FeatureNetwork.open(features, OrtSettings.DEFAULT);
  }
}
