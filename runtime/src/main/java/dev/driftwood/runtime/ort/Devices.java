package dev.driftwood.runtime.ort;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Devices that share work, in the order in which their shares are added up. One that stands there
 * twice has two shares.
 *
 * @param all one at least
 */
public record Devices(List<Device> all) {
  /** The processor alone. */
  public static final Devices CPU = of(Device.CPU);

  /** Checks that there is one. */
  public Devices {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("device: none (expected: cpu, cuda:N or cuda:N,N)");
    }
  }

  /** One device. */
  public static Devices of(Device device) {
    return new Devices(List.of(device));
  }

  /**
   * Names separated by commas; a number alone is a further card, as in {@code cuda:0,1}.
   *
   * @throws IllegalArgumentException if one names no device
   */
  public static Devices parse(String text) {
    List<Device> devices = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      boolean further = !devices.isEmpty() && name.matches("\\d+") && last(devices).isCard();
      devices.add(Device.parse(further ? "cuda:" + name : name));
    }
    return new Devices(devices);
  }

  private static Device last(List<Device> devices) {
    return devices.get(devices.size() - 1);
  }

  /** The first, where what is whole lives. */
  public Device first() {
    return all.get(0);
  }

  @Override
  public String toString() {
    return all.stream().map(Device::toString).collect(Collectors.joining(","));
  }
}
