package dev.driftwood.runtime.adopt;

import dev.driftwood.runtime.artefact.AdoptedSpec;
import dev.driftwood.runtime.graph.DataType;
import dev.driftwood.runtime.graph.Initializer;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.graph.Value;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.sde.Sde;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Inputs for a network as it stands, to see how its values are shaped. */
final class Feeding {
  private static final double TIME = 0.5;

  private Feeding() {}

  /** Normal numbers in the middle of time. */
  static Map<String, Initializer> plausible(Connection connection, int batch) {
    Map<String, Initializer> feeds = new HashMap<>();
    Value x = connection.x();
    double[] state = new double[Math.toIntExact(x.shape().at(batch).size())];
    new NoiseStream(0).normals(0, Purpose.PRIOR, 0, 0, 0, state);
    feeds.put(x.name(), array(x, batch, state));
    double[] times = new double[batch];
    Arrays.fill(times, middle(connection));
    feeds.put(connection.t().name(), array(connection.t(), batch, times));
    connection
        .label()
        .ifPresent(label -> feeds.put(label.name(), array(label, batch, new double[batch])));
    return feeds;
  }

  private static Initializer array(Value value, int batch, double[] numbers) {
    Shape shape = value.shape().at(batch);
    return Initializer.of(value.name(), value.type(), shape, numbers);
  }

  private static double middle(Connection connection) {
    AdoptedSpec spec = connection.spec();
    if (!spec.times().isEmpty()) {
      return Math.floor(0.5 * (spec.times().size() - 1));
    }
    Sde sde = connection.description().sde().toSde();
    double condition =
        switch (spec.conditioning()) {
          case T -> TIME;
          case SIGMA -> sde.sigma(TIME);
          case LOG_SIGMA -> StrictMath.log(sde.sigma(TIME));
        };
    double scaled = spec.timeScale() * condition;
    boolean whole =
        connection.t().type() == DataType.INT64 || connection.t().type() == DataType.INT32;
    return whole ? Math.rint(scaled) : scaled;
  }
}
