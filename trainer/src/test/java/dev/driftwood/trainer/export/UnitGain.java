package dev.driftwood.trainer.export;

import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Parameter;
import dev.driftwood.trainer.net.TrainedWeights;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Random weights that keep the scale of what passes, where a fresh network has zeros. */
final class UnitGain {
  private UnitGain() {}

  static TrainedWeights weights(Network network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, float[]> values = new HashMap<>();
    for (Parameter parameter : network.census().parameters()) {
      values.put(parameter.name(), draw(parameter, random));
    }
    return new TrainedWeights(values);
  }

  private static float[] draw(Parameter parameter, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(parameter.shape().size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw(parameter.init(), random);
    }
    return values;
  }

  private static double draw(Init init, SplittableRandom random) {
    if (init instanceof Init.Constant constant) {
      return constant.value() + 0.1 * random.nextGaussian();
    }
    if (init instanceof Init.Normal normal) {
      return normal.deviation() * random.nextGaussian();
    }
    Init.VarianceScaling scaling = (Init.VarianceScaling) init;
    return random.nextDouble(-1, 1)
        * new Init.VarianceScaling(1, scaling.fanIn(), scaling.fanOut()).limit();
  }

  /** The same weights with one parameter at zero. */
  static TrainedWeights without(TrainedWeights weights, Parameter parameter) {
    Map<String, float[]> values = new HashMap<>(weights.values());
    values.put(parameter.name(), new float[values.get(parameter.name()).length]);
    return new TrainedWeights(values);
  }
}
