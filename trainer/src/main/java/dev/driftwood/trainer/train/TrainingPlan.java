package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ort.Devices;
import dev.driftwood.trainer.net.EdmNetwork;
import dev.driftwood.trainer.net.NetworkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * All that decides the outcome of a training run, and where it goes.
 *
 * @param data what is learned from
 * @param network what learns
 * @param sde the forward diffusion
 * @param objective what is made small
 * @param optimizer how
 * @param average which averages of the weights are kept
 * @param seed of every random number
 * @param threads of the engine, which its rounding depends on; 0 for those that the run began with,
 *     and at its start for the engine's own number
 * @param devices where the engine works; each takes a share of a batch
 * @param out the run folder
 * @param evaluation how the run is judged on the way
 * @param intervals how often what happens
 */
public record TrainingPlan(
    DataPlan data,
    NetworkPlan network,
    SdeSpec sde,
    ObjectivePlan objective,
    OptimizerPlan optimizer,
    AveragePlan average,
    long seed,
    int threads,
    Devices devices,
    Path out,
    EvaluationPlan evaluation,
    Intervals intervals) {
  public TrainingPlan {
    Requirement.that(
        objective.loss() == Loss.DSM || network.target().output().isScoreInProportion(),
        "target",
        network.target().label(),
        "drift, score, epsilon or edm for the loss ssm");
    Requirement.that(
        network.target() != Target.EDM || sde.type() == SdeSpec.Type.VE,
        "target",
        "edm with sde " + sde.type().jsonName(),
        "sde ve, for whose noise levels it was made");
    Requirement.that(threads >= 0, "threads", threads, ">= 0");
  }

  /**
   * The network that learns, with all that its target adds.
   *
   * @param shape of an item
   * @param labels how many it takes; 0 for none
   * @throws IllegalArgumentException if there is no such preset, or it is not for such items
   */
  public Network networkFor(List<Integer> shape, int labels) {
    Network inner = network.network(shape, labels);
    return network.target() == Target.EDM
        ? new EdmNetwork(
            inner, sde.parameter("sigmaMin"), sde.parameter("sigmaMax"), objective.sigmaData())
        : inner;
  }

  /** A plan to be filled in, with the usual values where there are such. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the values of a plan; {@link #build} checks them. */
  public static final class Builder {
    private String dataset = "mnist";
    private @Nullable Path dataDir;
    private Optional<DataTransform> transform = Optional.empty();
    private String preset = "mnist";
    private Map<NetworkOption, String> networkOptions = Map.of();
    private Target target = Target.DRIFT;
    private SdeSpec sde = SdeSpec.of(SdeSpec.Type.VP);
    private int batch = 64;
    private boolean flip;
    private OptionalDouble labelDropout = OptionalDouble.empty();
    private ObjectivePlan objective = ObjectivePlan.STANDARD;
    private int iterations = 10_000;
    private double learningRate = 1e-4;
    private int warmup;
    private Schedule schedule = Schedule.CONSTANT;
    private double weightDecay;
    private double clip = Double.POSITIVE_INFINITY;
    private int accumulate = 1;
    private List<Double> ema = List.of(0.999);
    private long seed;
    private int threads;
    private Devices devices = Devices.CPU;
    private Path out = Path.of("run");
    private EvaluationPlan evaluation = EvaluationPlan.STANDARD;
    private Intervals intervals = Intervals.standard();

    private Builder() {}

    /** Name of the data set; {@code mnist} by default. */
    public Builder dataset(String name) {
      this.dataset = name;
      return this;
    }

    /** Folder with the data set's files; none by default. */
    public Builder dataDir(@Nullable Path folder) {
      this.dataDir = folder;
      return this;
    }

    /** The transform of images; the data set's own by default. */
    public Builder transform(Optional<DataTransform> chosen) {
      this.transform = chosen;
      return this;
    }

    /** What the network gives; the drift by default. */
    public Builder target(Target kind) {
      this.target = kind;
      return this;
    }

    /** Name of the network; {@code mnist} by default. */
    public Builder preset(String name) {
      this.preset = name;
      return this;
    }

    /** What is changed of the preset, as a user types it; nothing by default. */
    public Builder networkOptions(Map<NetworkOption, String> changes) {
      this.networkOptions = changes;
      return this;
    }

    /** The forward diffusion; variance preserving by default. */
    public Builder sde(SdeSpec diffusion) {
      this.sde = diffusion;
      return this;
    }

    /** Steps of the optimiser; 10,000 by default. */
    public Builder iterations(int steps) {
      this.iterations = steps;
      return this;
    }

    /** Rows of a step; 64 by default. */
    public Builder batch(int rows) {
      this.batch = rows;
      return this;
    }

    /** Adam's step size; 1e-4 by default. */
    public Builder learningRate(double rate) {
      this.learningRate = rate;
      return this;
    }

    /** Steps in which the step size grows to its full size; none by default. */
    public Builder warmup(int steps) {
      this.warmup = steps;
      return this;
    }

    /** What the step size does then; it is constant by default. */
    public Builder schedule(Schedule course) {
      this.schedule = course;
      return this;
    }

    /** λ of AdamW; 0, which is Adam, by default. */
    public Builder weightDecay(double lambda) {
      this.weightDecay = lambda;
      return this;
    }

    /** The gradient's largest norm; none by default. */
    public Builder clip(double norm) {
      this.clip = norm;
      return this;
    }

    /** Batches of a step; 1 by default. */
    public Builder accumulate(int batches) {
      this.accumulate = batches;
      return this;
    }

    /** Final decay of the moving average; 0.999 by default. */
    public Builder ema(double decay) {
      return ema(List.of(decay));
    }

    /** Final decays of the moving averages, the one to be shipped first. */
    public Builder ema(List<Double> decays) {
      this.ema = decays;
      return this;
    }

    /** The seed; 0 by default. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** Times from the importance density, or uniform ones. */
    public Builder debias(boolean on) {
      this.objective = objective.over(on ? Times.IMPORTANCE : Times.UNIFORM);
      return this;
    }

    /** What is made small; {@link ObjectivePlan#STANDARD} by default. */
    public Builder objective(ObjectivePlan plan) {
      this.objective = plan;
      return this;
    }

    /** Whether images are mirrored at random; not by default. */
    public Builder flip(boolean on) {
      this.flip = on;
      return this;
    }

    /**
     * How often a row's class is hidden from a network that is told classes; it is told none by
     * default.
     */
    public Builder labelDropout(OptionalDouble share) {
      this.labelDropout = share;
      return this;
    }

    /** Threads of the engine; 0, its own number, by default. */
    public Builder threads(int count) {
      this.threads = count;
      return this;
    }

    /** Where the engine works; the processor by default. */
    public Builder devices(Devices places) {
      this.devices = places;
      return this;
    }

    /** How the run is judged on the way; {@link EvaluationPlan#STANDARD} by default. */
    public Builder evaluation(EvaluationPlan plan) {
      this.evaluation = plan;
      return this;
    }

    /** The run folder; {@code run} by default. */
    public Builder out(Path folder) {
      this.out = folder;
      return this;
    }

    /** How often what happens; {@link Intervals#standard} by default. */
    public Builder intervals(Intervals chosen) {
      this.intervals = chosen;
      return this;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public TrainingPlan build() {
      return new TrainingPlan(
          new DataPlan(dataset, dataDir, transform, batch, flip, labelDropout),
          new NetworkPlan(preset, networkOptions, target),
          sde,
          objective,
          new OptimizerPlan(
              iterations, learningRate, warmup, schedule, weightDecay, clip, accumulate),
          new AveragePlan(ema),
          seed,
          threads,
          devices,
          out,
          evaluation,
          intervals);
    }
  }
}
