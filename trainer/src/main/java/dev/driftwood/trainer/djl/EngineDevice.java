package dev.driftwood.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.Devices;
import java.util.List;

/** Where the engine keeps arrays and works on them. */
public final class EngineDevice {
  private EngineDevice() {}

  /**
   * Devices as the engine calls them.
   *
   * @throws DriftwoodException if the engine has no such card
   */
  public static List<ai.djl.Device> of(Devices devices) {
    return devices.all().stream().map(EngineDevice::of).toList();
  }

  /**
   * A device as the engine calls it.
   *
   * @throws DriftwoodException if the engine has no such card
   */
  public static ai.djl.Device of(Device device) {
    if (!device.isCard()) {
      return ai.djl.Device.cpu();
    }
    Engine engine = Engine.getInstance();
    int cards =
        engine.hasCapability(StandardCapabilities.CUDA) ? Math.max(0, engine.getGpuCount()) : 0;
    if (device.index() >= cards) {
      throw new DriftwoodException(
          "device: %s, and %s %s sees %d cards (expected: cpu, or a card, a driver, and an engine built for CUDA)"
              .formatted(device, engine.getEngineName(), engine.getVersion(), cards));
    }
    return ai.djl.Device.gpu(device.index());
  }
}
