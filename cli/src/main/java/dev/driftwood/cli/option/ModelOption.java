package dev.driftwood.cli.option;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.adopt.Finding;
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

  /** Loads it, whole even where a signal comes meanwhile, and says what is odd about it. */
  public DriftModel load(Console console) {
    try (StopSignal stop = new StopSignal()) {
      DriftModel loaded = DriftModel.load(model, device.settings());
      if (stop.raised()) {
        loaded.close();
      }
      stop.requireQuiet();
      loaded.findings().stream()
          .filter(Finding::warning)
          .map(finding -> "%s: warning: %s: %s".formatted(model, finding.subject(), finding.text()))
          .forEach(console::note);
      return loaded;
    }
  }
}
