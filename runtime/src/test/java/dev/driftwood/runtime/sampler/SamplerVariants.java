package dev.driftwood.runtime.sampler;

import dev.driftwood.runtime.sde.VariancePreserving;
import dev.driftwood.runtime.solve.GridStepper;
import dev.driftwood.runtime.solve.SamplingStepper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every sampler with every value of its options that makes another method of it; what it refuses is
 * left out.
 */
final class SamplerVariants {
  /** Numbers that change the method, beside the choices among names. */
  private static final Map<SamplerOption, List<Double>> NUMBERS =
      Map.of(
          SamplerOption.LAMBDA, List.of(-0.5, 0.0, 0.5, 1.0),
          SamplerOption.ETA, List.of(0.0, 0.5, 1.0),
          SamplerOption.ORDER, List.of(1.0, 2.0, 3.0, 4.0),
          SamplerOption.CHURN, List.of(0.0, 10.0));

  private SamplerVariants() {}

  /** All variants of all kinds that don't need a model to be fitted to. */
  static Stream<Variant> all() {
    return Arrays.stream(SamplerKind.values())
        .filter(kind -> !kind.fitted())
        .flatMap(SamplerVariants::of);
  }

  /** The name of a variant's way: on a grid, or with steps that it chooses. */
  static String name(Variant variant, SamplingStepper<?> stepper) {
    return stepper instanceof GridStepper ? variant.toString() : variant + " adaptive";
  }

  private static Stream<Variant> of(SamplerKind kind) {
    List<SamplerSettings> settings = new ArrayList<>(List.of(SamplerSettings.NONE));
    for (SamplerOption option : kind.options().keySet()) {
      settings =
          settings.stream()
              .flatMap(set -> values(kind, option).map(value -> set.with(option, value)))
              .toList();
    }
    return settings.stream().filter(set -> isLegal(kind, set)).map(set -> variant(kind, set));
  }

  private static Stream<Double> values(SamplerKind kind, SamplerOption option) {
    if (!option.choices().isEmpty()) {
      return IntStream.range(0, option.choices().size()).mapToObj(place -> (double) place);
    }
    return NUMBERS.getOrDefault(option, List.of(kind.options().get(option))).stream();
  }

  private static boolean isLegal(SamplerKind kind, SamplerSettings set) {
    try {
      Sampler sampler = new Sampler(kind, set);
      if (kind.fixed()) {
        sampler.method(VariancePreserving.standard());
      }
      return true;
    } catch (IllegalArgumentException e) {
      // A combination that this kind does not have.
      return false;
    }
  }

  private static Variant variant(SamplerKind kind, SamplerSettings set) {
    return new Variant(new Sampler(kind, set));
  }

  /** A sampler that names itself by what differs from the usual. */
  record Variant(Sampler sampler) {
    SamplerKind kind() {
      return sampler.kind();
    }

    @Override
    public String toString() {
      return kind().label()
          + sampler.settings().values().entrySet().stream()
              .filter(entry -> !entry.getValue().equals(kind().options().get(entry.getKey())))
              .map(entry -> " " + entry.getKey().label() + "=" + text(entry))
              .sorted()
              .collect(Collectors.joining());
    }

    private static String text(Map.Entry<SamplerOption, Double> entry) {
      return entry.getKey().text(entry.getValue());
    }
  }
}
