package dev.driftwood.trainer.features;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.driftwood.runtime.data.DataSpec;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.trainer.data.Dataset;
import dev.driftwood.trainer.data.Items;
import dev.driftwood.trainer.djl.ClassifierBlock;
import dev.driftwood.trainer.net.Classifier;
import dev.driftwood.trainer.net.TrainedWeights;
import dev.driftwood.trainer.train.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Trains a {@link Classifier} on a data set with classes, by cross-entropy and Adam. Pixels are
 * levels over the number of levels, at their centres, as {@code compare} feeds them.
 */
public final class FeatureTraining {
  private final FeaturePlan plan;
  private final Dataset dataset;
  private final Classifier classifier;
  private final double levels;

  /**
   * A training that has not begun.
   *
   * @throws DriftwoodException if the data set has no classes, or holds no images
   */
  public FeatureTraining(FeaturePlan plan, Dataset dataset) {
    if (!(dataset.isLabelled() && dataset.spec() instanceof DataSpec.Images images)) {
      throw new DriftwoodException(
          "data set %s: no images with classes (expected: such as mnist, cifar10, digits)"
              .formatted(dataset.name()));
    }
    this.plan = plan;
    this.dataset = dataset;
    this.levels = images.levels();
    this.classifier = new Classifier(dataset.shape().dimensions(), dataset.labelNames().size());
  }

  /** How many steps it takes. */
  public long steps() {
    return (long) plan.epochs() * ((dataset.training().size() + plan.batch() - 1) / plan.batch());
  }

  /**
   * Trains.
   *
   * @param progress hears the number of steps done
   */
  public FeatureModel run(LongConsumer progress) {
    try (Model model = Model.newInstance("features");
        NDManager manager = NDManager.newBaseManager()) {
      ClassifierBlock block = new ClassifierBlock(classifier, manager, plan.seed());
      model.setBlock(block);
      Optimizer adam =
          Optimizer.adam()
              .optLearningRateTracker(Tracker.fixed((float) plan.learningRate()))
              .build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(adam);
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(shape(1));
        learn(trainer, progress);
        double accuracy = accuracy(trainer);
        return new FeatureModel(
            classifier, new TrainedWeights(block.weights()), dataset.name(), accuracy);
      }
    }
  }

  private void learn(Trainer trainer, LongConsumer progress) {
    int size = dataset.training().size();
    Shuffle shuffle = new Shuffle(plan.seed(), size);
    long step = 0;
    for (int epoch = 0; epoch < plan.epochs(); epoch++) {
      long first = (long) epoch * size;
      List<Integer> order =
          IntStream.range(0, size).mapToObj(i -> shuffle.indexOf(first + i)).toList();
      for (List<Integer> some : batches(order)) {
        learn(trainer, some);
        progress.accept(++step);
      }
    }
  }

  private void learn(Trainer trainer, List<Integer> some) {
    try (NDManager scratch = trainer.getManager().newSubManager()) {
      NDArray x = pixels(scratch, dataset.training(), some);
      NDArray labels = scratch.create(labels(dataset.training(), some));
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(x));
        collector.backward(trainer.getLoss().evaluate(new NDList(labels), logits));
      }
      trainer.step();
    }
  }

  /** The share of held-out items whose class it finds. */
  private double accuracy(Trainer trainer) {
    Items heldOut = dataset.heldOut();
    long right = 0;
    for (List<Integer> some : batches(places(heldOut.size()))) {
      try (NDManager scratch = trainer.getManager().newSubManager()) {
        NDArray logits =
            trainer.evaluate(new NDList(pixels(scratch, heldOut, some))).singletonOrThrow();
        logits.attach(scratch);
        long[] found = logits.argMax(1).toLongArray();
        float[] labels = labels(heldOut, some);
        right += IntStream.range(0, found.length).filter(i -> found[i] == labels[i]).count();
      }
    }
    return (double) right / heldOut.size();
  }

  private static List<Integer> places(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private List<List<Integer>> batches(List<Integer> order) {
    List<List<Integer>> batches = new ArrayList<>();
    for (int start = 0; start < order.size(); start += plan.batch()) {
      batches.add(List.copyOf(order.subList(start, Math.min(start + plan.batch(), order.size()))));
    }
    return batches;
  }

  private NDArray pixels(NDManager manager, Items items, List<Integer> some) {
    int size = dataset.shape().size();
    float[] values = new float[size * some.size()];
    for (int row = 0; row < some.size(); row++) {
      double[] stored = items.image(some.get(row)).values();
      for (int i = 0; i < size; i++) {
        values[row * size + i] = (float) ((stored[i] + 0.5) / levels);
      }
    }
    return manager.create(values, shape(some.size()));
  }

  private static float[] labels(Items items, List<Integer> some) {
    float[] labels = new float[some.size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = items.label(some.get(row)).orElseThrow();
    }
    return labels;
  }

  private Shape shape(int rows) {
    List<Integer> item = dataset.shape().dimensions();
    return new Shape(rows, item.get(0), item.get(1), item.get(2));
  }
}
