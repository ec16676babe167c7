package dev.driftwood.server.models;

import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SharedModel;

/**
 * A model under the name and version that its place in the repository gives it.
 *
 * @param name what requests call it
 * @param version a positive integer
 * @param shared loaded, warm and measured; of several devices, one
 */
public record ServedModel(String name, int version, SharedModel shared) {
  /** The model itself. */
  public DriftModel model() {
    return shared.model();
  }

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
