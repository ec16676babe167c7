package dev.driftwood.trainer.train;

import java.util.HashSet;
import java.util.List;

/**
 * Which moving averages of the weights are kept; the first is the one that is evaluated and shipped
 * as {@code model.onnx}.
 *
 * @param decays their final decays, one at least, each in [0, 1), no two alike
 */
public record AveragePlan(List<Double> decays) {
  public AveragePlan {
    decays = List.copyOf(decays);
    Requirement.that(!decays.isEmpty(), "ema", decays, "one decay at least");
    for (double decay : decays) {
      Requirement.that(decay >= 0 && decay < 1, "ema", decay, "in [0, 1)");
    }
    boolean distinct = new HashSet<>(decays).size() == decays.size();
    Requirement.that(distinct, "ema", decays, "no decay twice");
  }

  List<MovingAverage> averages() {
    return decays.stream().map(MovingAverage::new).toList();
  }
}
