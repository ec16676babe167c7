package dev.driftwood.server.models;

import dev.driftwood.runtime.ort.Device;

/**
 * Where networks run in place of a device that was asked for.
 *
 * @param requested what was asked for
 * @param actual the same, or what stands in for it where it can't be used
 */
public record Assignment(Device requested, Device actual) {
  static Assignment to(Device device) {
    return new Assignment(device, device);
  }

  boolean fellBack() {
    return !requested.equals(actual);
  }

  @Override
  public String toString() {
    return fellBack() ? requested + " -> " + actual : requested.toString();
  }
}
