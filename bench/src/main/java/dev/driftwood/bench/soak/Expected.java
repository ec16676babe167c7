package dev.driftwood.bench.soak;

import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.runtime.Anomaly;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Likelihood;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.ElementType;
import dev.driftwood.runtime.image.Image;
import dev.driftwood.runtime.image.ImageItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The answers that clients have to get, whoever else is there: those of the model itself where it
 * is at hand, and of a server elsewhere its own first ones.
 *
 * @param samples of plans, in the order of rows
 * @param images that are scored
 * @param scores of them
 * @param anomalies of them; none where the model is not calibrated
 */
record Expected(
    List<SamplePlan> small,
    List<SamplePlan> large,
    Map<SamplePlan, List<Sample>> samples,
    List<Image> images,
    List<Likelihood> scores,
    List<Anomaly> anomalies) {
  static final LikelihoodPlan SCORING = LikelihoodPlan.of(LikelihoodMethod.Elbo.DEFAULT);

  private static final int PLANS = 8;
  private static final int IMAGES = 10;

  /** Rows of which a preset of points draws as many as one of images draws single ones. */
  private static final int POINTS = 25;

  static Expected of(DriftModel model) {
    ItemShape shape = model.description().shape();
    List<Image> images = images(shape, IMAGES, 5);
    List<Anomaly> anomalies = new ArrayList<>();
    model.anomalies(
        List.<ImageItem>copyOf(images).iterator(), IMAGES, RunListener.taking(anomalies::add));
    return of(
        shape,
        plan -> model.sample(plan).rows(),
        images,
        model.logLikelihood(images, SCORING),
        anomalies);
  }

  static Expected of(DriftwoodClient client, ModelName model) {
    ItemShape shape = client.describe(model).shape();
    List<Image> images = images(shape, IMAGES, 5);
    return of(
        shape,
        plan -> client.sample(model, plan).rows(),
        images,
        client.logLikelihood(model, images, SCORING),
        List.of());
  }

  private static Expected of(
      ItemShape shape,
      Function<SamplePlan, List<Sample>> drawing,
      List<Image> images,
      List<Likelihood> scores,
      List<Anomaly> anomalies) {
    List<SamplePlan> small = plans(i -> plan(i).sampler("heun").steps(5).count(1 + i % 4).build());
    List<SamplePlan> large =
        plans(i -> plan(100 + i).sampler("euler").steps(20).count(8L * times(shape)).build());
    Map<SamplePlan, List<Sample>> samples = new HashMap<>();
    small.forEach(plan -> samples.put(plan, drawing.apply(plan)));
    large.forEach(plan -> samples.put(plan, drawing.apply(plan)));
    return new Expected(small, large, samples, images, scores, anomalies);
  }

  private static int times(ItemShape shape) {
    return shape.isImage() ? 1 : POINTS;
  }

  private static List<SamplePlan> plans(Function<Integer, SamplePlan> plan) {
    return IntStream.range(0, PLANS).boxed().map(plan).toList();
  }

  private static SamplePlan.Builder plan(int seed) {
    return SamplePlan.builder().seed(seed).firstRow(3L * seed);
  }

  /** Work that nobody waits for to its end. */
  SamplePlan endless() {
    return plan(1).sampler("euler").steps(50).count(10L * large.get(0).rows().count()).build();
  }

  /** Images of random levels, or random points. */
  static List<Image> images(ItemShape shape, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count).mapToObj(i -> image(shape, "image-" + i, random)).toList();
  }

  private static Image image(ItemShape shape, String id, SplittableRandom random) {
    if (shape.isImage()) {
      byte[] levels = new byte[shape.size()];
      random.nextBytes(levels);
      return Image.of(id, shape, ElementType.U8, levels);
    }
    float[] point = new float[shape.size()];
    for (int d = 0; d < point.length; d++) {
      point[d] = (float) random.nextGaussian();
    }
    return Image.ofFloats(id, shape, point);
  }

  /** Whether these are the rows of a plan, each once and with the same bits. */
  boolean isOf(SamplePlan plan, List<Sample> rows) {
    List<Sample> wanted = samples.get(plan);
    List<Sample> sorted = rows.stream().sorted(Comparator.comparingLong(Sample::row)).toList();
    return wanted.size() == sorted.size()
        && IntStream.range(0, wanted.size()).allMatch(i -> same(wanted.get(i), sorted.get(i)));
  }

  private static boolean same(Sample a, Sample b) {
    return a.row() == b.row()
        && a.outcome() == b.outcome()
        && Arrays.equals(a.values(), b.values());
  }

  boolean areScores(List<Likelihood> found) {
    return found.equals(scores);
  }

  boolean areAnomalies(List<Anomaly> found) {
    return found.stream()
        .map(Anomaly::scores)
        .toList()
        .equals(anomalies.stream().map(Anomaly::scores).toList());
  }
}
