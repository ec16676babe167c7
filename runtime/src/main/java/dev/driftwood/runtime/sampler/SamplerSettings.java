package dev.driftwood.runtime.sampler;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is set of a sampler; immutable.
 *
 * @param values by option
 */
public record SamplerSettings(Map<SamplerOption, Double> values) {
  /** Nothing set. */
  public static final SamplerSettings NONE = new SamplerSettings(Map.of());

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SamplerSettings {
    Map<SamplerOption, Double> checked = new TreeMap<>();
    values.forEach((option, value) -> checked.put(option, option.checked(value)));
    values = Map.copyOf(checked);
  }

  /** The same with one more value set. */
  public SamplerSettings with(SamplerOption option, double value) {
    Map<SamplerOption, Double> changed = new TreeMap<>(values);
    changed.put(option, value);
    return new SamplerSettings(changed);
  }

  /** These over others, which fill in what is not set. */
  SamplerSettings over(Map<SamplerOption, Double> defaults) {
    Map<SamplerOption, Double> all = new EnumMap<>(SamplerOption.class);
    all.putAll(defaults);
    all.putAll(values);
    return new SamplerSettings(all);
  }

  /** The number of an option that is set. */
  public double number(SamplerOption option) {
    Double value = values.get(option);
    if (value == null) {
      throw new IllegalStateException(option.label() + ": not set");
    }
    return value;
  }

  /** The whole number of an option that is set. */
  int whole(SamplerOption option) {
    return (int) number(option);
  }

  /** The chosen name of an option that is set. */
  String choice(SamplerOption option) {
    return option.text(number(option));
  }
}
