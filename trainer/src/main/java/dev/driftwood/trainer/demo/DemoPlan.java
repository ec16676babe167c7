package dev.driftwood.trainer.demo;

import java.nio.file.Path;

/**
 * Where a demonstration goes and what it may cost; with the seed this decides every number in the
 * report but the times.
 *
 * @param out the folder to be written; one of an earlier demonstration is replaced
 * @param budget amount of work
 * @param seed of every random number
 */
public record DemoPlan(Path out, Budget budget, long seed) {
  /** The usual amount of work and seed 0. */
  public static DemoPlan to(Path out) {
    return new DemoPlan(out, Budget.STANDARD, 0);
  }

  /**
   * The amount of work.
   *
   * @param iterations of the training
   * @param batch points of an iteration
   * @param samples drawn for each λ, at least {@value #PATHS}
   * @param sdeSteps of the sampler at λ = 0
   * @param flowSteps of the sampler at λ = 1
   * @param heldOut points to be scored, at least 2
   * @param mapSide cells of the density maps along each axis
   */
  public record Budget(
      int iterations,
      int batch,
      int samples,
      int sdeSteps,
      int flowSteps,
      int heldOut,
      int mapSide) {
    /** About two minutes on two cores. */
    public static final Budget STANDARD = new Budget(6_000, 512, 1_500, 400, 60, 1_000, 96);

    /** Particles whose paths are drawn. */
    static final int PATHS = 7;

    public Budget {
      require("iterations", iterations, 1);
      require("batch", batch, 1);
      require("samples", samples, PATHS);
      require("sdeSteps", sdeSteps, 1);
      require("flowSteps", flowSteps, 1);
      require("heldOut", heldOut, 2);
      require("mapSide", mapSide, 1);
    }

    private static void require(String name, int value, int least) {
      if (value < least) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + least + ")");
      }
    }
  }
}
