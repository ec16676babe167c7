package dev.driftwood.server;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SharedModel;
import java.util.Comparator;

/**
 * A model under the name and version that its place in the repository gives it.
 *
 * @param name what requests call it
 * @param version a positive integer
 * @param shared loaded, warm and measured
 */
public record ServedModel(String name, int version, SharedModel shared) {
  static final Comparator<ServedModel> ORDER =
      Comparator.comparing(ServedModel::name).thenComparingInt(ServedModel::version);

  /** The model itself. */
  public DriftModel model() {
    return shared.model();
  }

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
