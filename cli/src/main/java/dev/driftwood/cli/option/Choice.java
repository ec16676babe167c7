package dev.driftwood.cli.option;

import dev.driftwood.runtime.failure.NearestName;
import java.util.List;
import java.util.Locale;

/** Names of constants as users type them: lower case, with hyphens. */
public final class Choice {
  private Choice() {}

  /** The constant of a name; an error names the nearest. */
  public static <E extends Enum<E>> E of(String what, String given, List<E> constants) {
    return constants.stream()
        .filter(constant -> name(constant).equals(given))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(NearestName.unknown(what, given, names(constants))));
  }

  private static List<String> names(List<? extends Enum<?>> constants) {
    return constants.stream().map(Choice::name).toList();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
