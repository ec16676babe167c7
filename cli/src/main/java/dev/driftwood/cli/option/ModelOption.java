package dev.driftwood.cli.option;

import dev.driftwood.cli.StopSignal;
import dev.driftwood.runtime.DriftModel;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model on this machine and where it runs. */
public final class ModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "M",
      description = "An .onnx artefact, or a folder of versions, whose highest is taken.")
  private Path model;

  @Mixin private DeviceOptions device;

  /** Loads it, whole even where a signal comes meanwhile. */
  public DriftModel load() {
    try (StopSignal stop = new StopSignal()) {
      DriftModel loaded = DriftModel.load(model, device.settings());
      if (stop.raised()) {
        loaded.close();
      }
      stop.requireQuiet();
      return loaded;
    }
  }
}
