package dev.driftwood.cli.option;

import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import picocli.CommandLine.Option;

/** Where networks run. */
public final class DeviceOptions {
  @Option(
      names = "--device",
      paramLabel = "cpu|cuda:N",
      defaultValue = "cpu",
      description = "Where the network runs; ${DEFAULT-VALUE} by default.")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of the processor; 0, the default, for one a core.")
  private int threads;

  /** The settings that were typed. */
  public OrtSettings settings() {
    return new OrtSettings(Device.parse(device), threads);
  }
}
