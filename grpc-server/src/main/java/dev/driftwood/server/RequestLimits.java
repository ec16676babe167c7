package dev.driftwood.server;

import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.proto.v1.ServerLimits;
import dev.driftwood.runtime.Budget;
import dev.driftwood.runtime.LikelihoodMethod;
import dev.driftwood.runtime.LikelihoodPlan;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.observe.Corrections;
import dev.driftwood.wire.InvalidField;

/**
 * What one request may ask for.
 *
 * @param count samples
 * @param steps of a row, and network evaluations where they are given instead
 * @param repeats probes, draws and times of a likelihood, repeats and corrections of an
 *     observation, each
 * @param messageBytes encoded size of a message
 * @param values numbers of all samples together: their count times the numbers of one
 */
public record RequestLimits(long count, int steps, int repeats, int messageBytes, long values) {
  /** A million samples, 10,000 steps, 1,024 repeats, messages of 4 MiB, 2³² values. */
  public static final RequestLimits DEFAULT =
      new RequestLimits(1_000_000, 10_000, 1_024, 4 * 1024 * 1024, 1L << 32);

  /**
   * Evaluations of a row for each step that it may take at the most: correctors, repeats, orders.
   */
  private static final int EVALUATIONS_PER_STEP = 64;

  /** Checks the ranges. */
  public RequestLimits {
    if (!(count >= 1 && steps >= 1 && repeats >= 1 && messageBytes >= 1024 && values >= 1)) {
      throw new IllegalArgumentException(
          "limits: %d, %d, %d, %d, %d (expected: at least 1, 1, 1, 1024, 1)"
              .formatted(count, steps, repeats, messageBytes, values));
    }
  }

  /** The same with messages that hold an item of so many numbers, whatever its type. */
  RequestLimits holding(int numbers) {
    long needed = 2L * Float.BYTES * numbers + 65_536;
    int bytes = (int) Math.min(Integer.MAX_VALUE, Math.max(messageBytes, needed));
    return new RequestLimits(count, steps, repeats, bytes, values);
  }

  /**
   * As many observed images as whole float32 ones fit a message, however small they are sent: what
   * is seen is spread to whole items.
   */
  void requireImages(SampleRequest request, ItemShape shape) {
    long most = Math.max(1, messageBytes / ((long) Float.BYTES * shape.size()));
    atMost("observation.images", request.getObservation().getImagesCount(), most);
  }

  void require(SamplePlan plan, ItemShape shape) {
    atMost("count", plan.rows().count(), Math.min(count, Math.max(1, values / shape.size())));
    require("", plan.budget());
    plan.restoration().ifPresent(known -> require(known.corrections()));
    plan.evaluations()
        .ifPresent(
            each -> atMost("evaluations of a row", each, (long) EVALUATIONS_PER_STEP * steps));
  }

  private void require(Corrections corrections) {
    atMost("observation.repeats", corrections.repeats(), repeats);
    atMost("observation.corrections", corrections.moves(), repeats);
  }

  void require(LikelihoodPlan plan) {
    atMost("plan.draws", plan.draws(), repeats);
    if (plan.method() instanceof LikelihoodMethod.Elbo elbo) {
      atMost("plan.times", elbo.times(), repeats);
    } else if (plan.method() instanceof LikelihoodMethod.Ode ode) {
      atMost("plan.probes", ode.probes(), repeats);
      require("plan.", ode.budget());
    } else if (plan.method() instanceof LikelihoodMethod.Vlb vlb) {
      atMost("plan.steps", vlb.steps().orElse(LikelihoodMethod.Vlb.USUAL_STEPS), steps);
    }
  }

  private void require(String parent, Budget budget) {
    if (budget instanceof Budget.Steps given) {
      atMost(parent + "steps", given.count(), steps);
    } else if (budget instanceof Budget.Evaluations given) {
      atMost(parent + "evaluations", given.count(), steps);
    }
  }

  private static void atMost(String path, long value, long most) {
    if (value > most) {
      throw new InvalidField(
          path, path + ": " + value + " (expected: at most " + most + " on this server)");
    }
  }

  ServerLimits.Builder message() {
    return ServerLimits.newBuilder()
        .setMaxCount(count)
        .setMaxSteps(steps)
        .setMaxRepeats(repeats)
        .setMaxMessageBytes(messageBytes)
        .setMaxValues(values);
  }
}
