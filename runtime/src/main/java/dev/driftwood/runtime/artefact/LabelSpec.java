package dev.driftwood.runtime.artefact;

import java.util.List;
import java.util.OptionalInt;

/**
 * The classes of a conditional model.
 *
 * @param count how many there are; labels are 0 to count − 1
 * @param nullLabel the label that means "no class", where the network knows one
 * @param names one a class, or empty
 */
public record LabelSpec(int count, OptionalInt nullLabel, List<String> names) {
  /** Checks the numbers against each other. */
  public LabelSpec {
    names = List.copyOf(names);
    if (count < 1) {
      throw new IllegalArgumentException("count: " + count + " (expected: at least 1)");
    }
    if (nullLabel.isPresent() && nullLabel.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "nullLabel: " + nullLabel.getAsInt() + " (expected: at least 0)");
    }
    if (!names.isEmpty() && names.size() != count) {
      throw new IllegalArgumentException(
          "names: " + names.size() + " of them (expected: " + count + ", as count says)");
    }
  }

  /**
   * The label that rows are asked about.
   *
   * @param wanted a class, or the label for none, which is taken where this is absent
   * @throws IllegalArgumentException where the network knows no such label, or where none is wanted
   *     and it knows no label for that
   */
  public int resolve(OptionalInt wanted) {
    if (wanted.isEmpty()) {
      return nullLabel.orElseThrow(
          () ->
              new IllegalArgumentException(
                  "label: none (expected: %s, as the model has no label for \"no class\")"
                      .formatted(range())));
    }
    if (!accepts(wanted.getAsInt())) {
      throw new IllegalArgumentException(
          "label: %d (expected: %s)".formatted(wanted.getAsInt(), range()));
    }
    return wanted.getAsInt();
  }

  /**
   * The label that guidance leads away from.
   *
   * @param wanted the classes that rows are asked about
   * @throws IllegalArgumentException where the network knows no such label, or where a row has no
   *     class, as guidance would do nothing to it
   */
  int guidedFrom(List<Integer> wanted) {
    int none =
        nullLabel.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "guidance: given (expected: none, as the model has no label for no class)"));
    if (wanted.isEmpty() || wanted.contains(none)) {
      throw new IllegalArgumentException(
          "guidance: given (expected: with a label of 0 to %d for every row, as it leads from none)"
              .formatted(count - 1));
    }
    return none;
  }

  private String range() {
    String classes = "0 to " + (count - 1);
    return nullLabel.isPresent()
        ? classes + ", or " + nullLabel.getAsInt() + " for no class"
        : classes;
  }

  /** Whether the network can be asked for this label. */
  public boolean accepts(long label) {
    boolean isNull = nullLabel.isPresent() && nullLabel.getAsInt() == label;
    return isNull || (label >= 0 && label < count);
  }
}
