package dev.driftwood.runtime.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one most likely meant, for error messages. */
public final class NearestName {
  private NearestName() {}

  /**
   * The known name at the smallest edit distance from {@code given}, ignoring case; the first in
   * alphabetical order of several.
   *
   * @return empty if nothing is near: all letters, or more than two and more than a third of the
   *     longer name, would have to change
   */
  public static Optional<String> of(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> isNear(given, name))
        .min(
            Comparator.<String>comparingInt(name -> distance(given, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * The sentence for an unknown name, such as {@code unknown sampler 'huen' (nearest: 'heun';
   * known: euler-maruyama, heun)}.
   *
   * @param what what kind of name it is, for instance {@code sampler}
   */
  public static String unknown(String what, String given, Collection<String> known) {
    String nearest = of(given, known).map(name -> "nearest: '" + name + "'; ").orElse("");
    String all = String.join(", ", known.stream().sorted().toList());
    return "unknown " + what + " '" + given + "' (" + nearest + "known: " + all + ")";
  }

  /** Of lengths that are far apart no distance is computed: a given name may have any length. */
  private static boolean isNear(String given, String name) {
    int most = tolerated(given, name);
    return Math.abs(given.length() - name.length()) <= most && distance(given, name) <= most;
  }

  private static int tolerated(String given, String name) {
    int longer = Math.max(given.length(), name.length());
    return Math.min(longer - 1, Math.max(2, longer / 3));
  }

  /** Levenshtein distance, one row of its table at a time. */
  private static int distance(String given, String name) {
    String a = given.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
