package dev.driftwood.bench.training;

import dev.driftwood.bench.Median;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.djl.PlainConvolution;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.train.Rehearsal;
import dev.driftwood.trainer.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What steps of training cost: speed beside that of plain convolutions in the same engine and the
 * same run, memory over the steps, waiting for data.
 */
public final class TrainingBench {
  /** Images, so that each step finds others. */
  private static final int ITEMS = 1024;

  /** Operations of a step over those of a forward pass: the gradient takes two more such passes. */
  private static final int PASSES = 3;

  private static final int REPEATS = 5;
  private static final int PARTS = 10;
  private static final double GIGA = 1e-9;

  /** Large ones of the presets' own sizes. */
  private static final List<PlainConvolution> PLAIN =
      List.of(
          new PlainConvolution(8, 128, 32),
          new PlainConvolution(16, 64, 28),
          new PlainConvolution(8, 256, 16));

  private TrainingBench() {}

  /**
   * The result.
   *
   * @param preset the network
   * @param batch rows of a step
   * @param steps that were timed, after one that was not
   * @param imagesPerSecond over all steps
   * @param gigaflops a second: twice the multiply-adds of forward pass and gradient
   * @param peak gigaflops a second of the fastest plain convolution, median
   * @param waitingShare of the time, waiting for data
   * @param firstMegabytes resident memory, mean over the first tenth of the steps
   * @param lastMegabytes the same over the last tenth
   */
  public record Row(
      String preset,
      int batch,
      int steps,
      double imagesPerSecond,
      double gigaflops,
      double peak,
      double waitingShare,
      OptionalDouble firstMegabytes,
      OptionalDouble lastMegabytes) {
    /** The share of the peak that training reaches. */
    public double shareOfPeak() {
      return gigaflops / peak;
    }
  }

  /**
   * Measures a preset from random weights on random images.
   *
   * @param batch rows of a step, at least 1
   * @param steps at least 1
   * @param progress hears the steps done
   */
  public static Row measure(String preset, int batch, int steps, Consumer<Integer> progress) {
    require("batch", batch);
    require("steps", steps);
    Network network = Presets.byName(preset);
    double before = peak();
    List<Rehearsal.Lap> laps = laps(preset, network, batch, steps, progress);
    double peak = Math.max(before, peak());
    double seconds = laps.stream().mapToDouble(Rehearsal.Lap::seconds).sum();
    double waited = laps.stream().mapToDouble(Rehearsal.Lap::waitedSeconds).sum();
    double images = (double) batch * steps / seconds;
    double flops = 2.0 * PASSES * network.census().multiplyAdds() * images;
    int part = Math.max(1, steps / PARTS);
    return new Row(
        preset,
        batch,
        steps,
        images,
        GIGA * flops,
        peak,
        waited / seconds,
        megabytes(laps.subList(0, part)),
        megabytes(laps.subList(steps - part, steps)));
  }

  private static void require(String name, int value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }

  private static List<Rehearsal.Lap> laps(
      String preset, Network network, int batch, int steps, Consumer<Integer> progress) {
    TrainingPlan plan = TrainingPlan.builder().preset(preset).batch(batch).build();
    RandomImages images = RandomImages.of(network.itemShape(), Math.max(ITEMS, batch));
    List<Rehearsal.Lap> laps = new ArrayList<>();
    try (Rehearsal rehearsal = new Rehearsal(plan, network, images)) {
      // The first step finds nothing ready.
      rehearsal.step();
      while (laps.size() < steps) {
        laps.add(rehearsal.step());
        progress.accept(laps.size());
      }
    }
    return laps;
  }

  /** Gigaflops a second of the fastest kind of plain convolution. */
  private static double peak() {
    return PLAIN.stream()
        .mapToDouble(plain -> GIGA * plain.operations() / Median.of(plain.seconds(REPEATS)))
        .max()
        .orElseThrow();
  }

  private static OptionalDouble megabytes(List<Rehearsal.Lap> laps) {
    return laps.stream()
        .map(Rehearsal.Lap::residentMegabytes)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }
}
