package dev.driftwood.runtime.artefact;

import dev.driftwood.runtime.sde.CosineVariancePreserving;
import dev.driftwood.runtime.sde.Sde;
import dev.driftwood.runtime.sde.SubVariancePreserving;
import dev.driftwood.runtime.sde.VarianceExploding;
import dev.driftwood.runtime.sde.VariancePreserving;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which forward SDE a model was trained for.
 *
 * @param type its family
 * @param parameters all of the family's parameters by name; the constructor fills in defaults
 */
public record SdeSpec(Type type, Map<String, Double> parameters) {
  /** Fills in defaults and checks each value. */
  public SdeSpec {
    Map<String, Double> complete = new TreeMap<>(type.defaults);
    complete.putAll(parameters);
    if (!type.defaults.keySet().containsAll(complete.keySet())) {
      throw new IllegalArgumentException(
          "parameters: " + parameters.keySet() + " (expected: " + type.defaults.keySet() + ")");
    }
    complete.forEach(SdeSpec::requirePositive);
    requireOrder(complete, type.lower, type.upper);
    parameters = Map.copyOf(complete);
  }

  /** The SDE of this family with its default parameters. */
  public static SdeSpec of(Type type) {
    return new SdeSpec(type, Map.of());
  }

  /** One parameter of those that the family has. */
  public double parameter(String name) {
    Double value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "parameter: " + name + " (expected: one of " + type.parameterNames() + ")");
    }
    return value;
  }

  /** The SDE to compute with. */
  public Sde toSde() {
    return switch (type) {
      case VP -> new VariancePreserving(parameter("betaMin"), parameter("betaMax"));
      case SUBVP -> new SubVariancePreserving(parameter("betaMin"), parameter("betaMax"));
      case VE -> new VarianceExploding(parameter("sigmaMin"), parameter("sigmaMax"));
      case VP_COSINE -> new CosineVariancePreserving(parameter("s"));
    };
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a positive number)");
    }
  }

  private static void requireOrder(Map<String, Double> values, String lower, String upper) {
    if (!lower.equals(upper) && !(values.get(lower) < values.get(upper))) {
      throw new IllegalArgumentException(
          upper
              + ": "
              + values.get(upper)
              + " (expected: above "
              + lower
              + ", "
              + values.get(lower)
              + ")");
    }
  }

  /** The families. */
  public enum Type implements JsonNamed {
    /** Variance-preserving, linear β. */
    VP("vp", "betaMin", 0.1, "betaMax", 20),
    /** Sub-variance-preserving, linear β. */
    SUBVP("subvp", "betaMin", 0.1, "betaMax", 20),
    /** Variance-exploding, geometric σ. */
    VE("ve", "sigmaMin", 0.01, "sigmaMax", 50),
    /** Variance-preserving, cosine α. */
    VP_COSINE("vp-cosine", "s", 0.008, "s", 0.008);

    private final String jsonName;
    private final String lower;
    private final String upper;
    private final Map<String, Double> defaults;

    Type(String jsonName, String lower, double low, String upper, double high) {
      this.jsonName = jsonName;
      this.lower = lower;
      this.upper = upper;
      this.defaults = new TreeMap<>(Map.of(lower, low));
      defaults.put(upper, high);
    }

    @Override
    public String jsonName() {
      return jsonName;
    }

    /** The names of the parameters, the lower bound first. */
    public List<String> parameterNames() {
      return lower.equals(upper) ? List.of(lower) : List.of(lower, upper);
    }

    /** All names. */
    public static List<String> names() {
      return Arrays.stream(values()).map(Type::jsonName).toList();
    }
  }
}
