package dev.driftwood.server;

import dev.driftwood.runtime.DriftModel;
import java.util.Comparator;

/**
 * A model under the name and version that its place in the repository gives it.
 *
 * @param name what requests call it
 * @param version a positive integer
 * @param model loaded and warm
 */
public record ServedModel(String name, int version, DriftModel model) {
  static final Comparator<ServedModel> ORDER =
      Comparator.comparing(ServedModel::name).thenComparingInt(ServedModel::version);

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
