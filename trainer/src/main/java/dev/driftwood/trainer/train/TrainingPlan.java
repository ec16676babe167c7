package dev.driftwood.trainer.train;

import dev.driftwood.runtime.artefact.OutputKind;
import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.data.DataTransform;
import dev.driftwood.runtime.sde.TimeDensity;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that decides the outcome of a training run, and where it goes.
 *
 * @param dataset name of the data set
 * @param dataDir folder with its files, absent for data that need none
 * @param transform from data to what the network sees, absent for the data set's default
 * @param preset name of the network
 * @param target what the network gives
 * @param sde the forward diffusion
 * @param iterations steps of the optimiser, at least 1
 * @param batch rows of a step, at least 1
 * @param learningRate of Adam, positive
 * @param ema final decay of the moving average, in [0, 1)
 * @param seed of every random number
 * @param debias whether times are drawn in proportion to the likelihood's weight
 * @param out the run folder
 * @param intervals how often what happens
 */
public record TrainingPlan(
    String dataset,
    @Nullable Path dataDir,
    Optional<DataTransform> transform,
    String preset,
    OutputKind target,
    SdeSpec sde,
    int iterations,
    int batch,
    double learningRate,
    double ema,
    long seed,
    boolean debias,
    Path out,
    Intervals intervals) {
  public TrainingPlan {
    require(iterations >= 1, "iterations", iterations, ">= 1");
    require(batch >= 1, "batch", batch, ">= 1");
    boolean finite = learningRate > 0 && learningRate < Double.POSITIVE_INFINITY;
    require(finite, "lr", learningRate, "> 0 and finite");
    require(ema >= 0 && ema < 1, "ema", ema, "in [0, 1)");
  }

  /** A plan to be filled in, with the usual values where there are such. */
  public static Builder builder() {
    return new Builder();
  }

  /** The density that times are drawn from. */
  public TimeDensity timeDensity() {
    return debias ? sde.toSde().importanceDensity() : TimeDensity.uniform();
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
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
          dataset,
          dataDir,
          transform,
          preset,
          target,
          sde,
          iterations,
          batch,
          learningRate,
          ema,
          seed,
          debias,
          out,
          intervals);
    }
  }
}
