package dev.driftwood.runtime.onnx.wire;

import dev.driftwood.proto.onnx.OperatorSetIdProto;
import dev.driftwood.runtime.failure.DriftwoodException;
import java.util.List;

/** The operator sets that a file imports. */
final class Opsets {
  /** The oldest version of the default operator set that is read. */
  static final int OLDEST = 9;

  /** The newest. */
  static final int NEWEST = 24;

  private static final String DEFAULT_DOMAIN = "ai.onnx";

  private Opsets() {}

  /** A domain's name, also of the default one, which may be left out. */
  static String domain(String name) {
    return name.isEmpty() ? DEFAULT_DOMAIN : name;
  }

  static boolean isDefault(String domain) {
    return domain(domain).equals(DEFAULT_DOMAIN);
  }

  /** Whether the default operator set is imported, which a function that only calls needn't. */
  static boolean hasDefault(List<OperatorSetIdProto> imports) {
    return imports.stream().anyMatch(set -> isDefault(set.getDomain()));
  }

  /** The version of the default operator set. */
  static int version(List<OperatorSetIdProto> imports, String where) {
    List<Long> versions =
        imports.stream()
            .filter(set -> isDefault(set.getDomain()))
            .map(OperatorSetIdProto::getVersion)
            .distinct()
            .toList();
    if (versions.size() != 1 || versions.get(0) < OLDEST || versions.get(0) > NEWEST) {
      throw new DriftwoodException(
          "%s is written in operator set %s (expected: one version of %s from %d to %d; export it in one of these)"
              .formatted(
                  where,
                  versions.isEmpty()
                      ? "of no version"
                      : String.join(" and ", versions.stream().map(String::valueOf).toList()),
                  DEFAULT_DOMAIN,
                  OLDEST,
                  NEWEST));
    }
    return versions.get(0).intValue();
  }
}
