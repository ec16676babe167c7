package dev.driftwood.trainer.net;

import dev.driftwood.runtime.ops.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of a network's parameters, apart from any engine.
 *
 * @param values by parameter name, in the network's order; row-major, not copied, and not to be
 *     changed
 */
public record TrainedWeights(Map<String, float[]> values) {
  public TrainedWeights {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values of a parameter in row-major order. */
  public float[] of(Parameter parameter) {
    float[] found = values.get(parameter.name());
    if (found == null || found.length != parameter.shape().size()) {
      throw new IllegalArgumentException(
          "parameter: %s %s (expected: one of the %d that were trained)"
              .formatted(parameter.name(), parameter.shape(), values.size()));
    }
    return found;
  }
}
