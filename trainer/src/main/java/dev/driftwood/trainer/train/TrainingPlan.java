package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataTransform;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that decides the outcome of a training run, and where it goes.
 *
 * @param data what is learned from
 * @param network what learns
 * @param sde the forward diffusion
 * @param objective what is made small
 * @param optimizer how
 * @param average which average of the weights is shipped
 * @param seed of every random number
 * @param out the run folder
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
    Path out,
    Intervals intervals) {
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
    private OutputKind target = OutputKind.DRIFT;
    private SdeSpec sde = SdeSpec.of(SdeSpec.Type.VP);
    private int iterations = 10_000;
    private int batch = 64;
    private double learningRate = 1e-4;
    private double ema = 0.999;
    private long seed;
    private boolean debias;
    private Path out = Path.of("run");
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
    public Builder target(OutputKind kind) {
      this.target = kind;
      return this;
    }

    /** Name of the network; {@code mnist} by default. */
    public Builder preset(String name) {
      this.preset = name;
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

    /** Final decay of the moving average; 0.999 by default. */
    public Builder ema(double decay) {
      this.ema = decay;
      return this;
    }

    /** The seed; 0 by default. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** Whether to draw times from the importance density; uniform by default. */
    public Builder debias(boolean on) {
      this.debias = on;
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
          new DataPlan(dataset, dataDir, transform, batch),
          new NetworkPlan(preset, target),
          sde,
          new ObjectivePlan(debias),
          new OptimizerPlan(iterations, learningRate),
          new AveragePlan(ema),
          seed,
          out,
          intervals);
    }
  }
}
