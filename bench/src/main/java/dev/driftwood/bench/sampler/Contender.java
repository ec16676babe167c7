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

  /**
   * Every sampler that takes steps of a grid, with the orders and the choices of those that have
   * several.
   */
  public static List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    for (SamplerKind kind : SamplerKind.values()) {
      if (kind.fixed()) {
        all.add(of(kind, Map.of()));
        all.addAll(orders(kind));
        all.addAll(choices(kind));
      }
    }
    all.add(of(SamplerKind.EDM_STOCHASTIC, Map.of(SamplerOption.CHURN, 0.0)));
    return List.copyOf(all);
  }

  private static List<Contender> orders(SamplerKind kind) {
    List<Contender> orders = new ArrayList<>();
    Double usual = kind.options().get(SamplerOption.ORDER);
    for (double order = 2; usual != null && order <= 4; order++) {
      if (order != usual && takes(kind, order)) {
        orders.add(of(kind, Map.of(SamplerOption.ORDER, order)));
      }
    }
    return orders;
  }

  private static List<Contender> choices(SamplerKind kind) {
    List<Contender> choices = new ArrayList<>();
    for (SamplerOption option : List.of(SamplerOption.VARIANT, SamplerOption.BASIS)) {
      Double usual = kind.options().get(option);
      for (int choice = 0; usual != null && choice < option.choices().size(); choice++) {
        if (choice != usual) {
          choices.add(of(kind, Map.of(option, (double) choice)));
        }
      }
    }
    return choices;
  }

  private static boolean takes(SamplerKind kind, double order) {
    try {
      new Sampler(kind, SamplerSettings.NONE.with(SamplerOption.ORDER, order));
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
