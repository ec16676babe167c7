package dev.driftwood.bench.sampler;

import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.sampler.SamplerOption;
import dev.driftwood.runtime.sampler.SamplerSettings;
import dev.driftwood.runtime.solve.EndPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A sampler as it is published.
 *
 * @param name with what is set of it
 * @param sampler the method
 */
public record Contender(String name, Sampler sampler) {
  /** A sampler with options, by their names. */
  static Contender of(SamplerKind kind, Map<SamplerOption, Double> options) {
    StringBuilder name = new StringBuilder(kind.label());
    options.forEach(
        (option, value) ->
            name.append(' ').append(option.label()).append(' ').append(option.text(value)));
    return new Contender(name.toString(), new Sampler(kind, new SamplerSettings(options)));
  }

  /** Every sampler that takes steps of a grid, and the orders of those that have several. */
  public static List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    for (SamplerKind kind : SamplerKind.values()) {
      if (kind.fixed()) {
        all.addAll(forms(kind));
      }
    }
    return List.copyOf(all);
  }

  private static List<Contender> forms(SamplerKind kind) {
    List<Contender> forms = new ArrayList<>(List.of(of(kind, Map.of())));
    Double usual = kind.options().get(SamplerOption.ORDER);
    if (usual != null) {
      for (double order = 2; order <= 4; order++) {
        if (order != usual && takes(kind, order)) {
          forms.add(of(kind, Map.of(SamplerOption.ORDER, order)));
        }
      }
    }
    return forms;
  }

  private static boolean takes(SamplerKind kind, double order) {
    try {
      new Sampler(kind, SamplerSettings.NONE.with(SamplerOption.ORDER, order)).order();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether noise enters on the way. */
  boolean stochastic() {
    return sampler.stochastic();
  }

  /** Steps that take exactly so many evaluations; nothing where no number of steps does. */
  OptionalInt steps(int evaluations) {
    try {
      return OptionalInt.of(sampler.stepsFor(evaluations, EndPolicy.MEAN));
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }
}
