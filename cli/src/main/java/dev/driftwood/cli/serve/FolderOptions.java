package dev.driftwood.cli.serve;

import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.Devices;
import dev.driftwood.server.models.Placement;
import dev.driftwood.server.models.Probe;
import dev.driftwood.server.models.RepositorySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the models of a folder come and go, and where they run. */
@Command
final class FolderOptions {
  @Option(
      names = "--reload-seconds",
      paramLabel = "S",
      defaultValue = "5",
      description =
          "Seconds between two looks at the folder for models that are new, changed or gone; 0 for"
              + " none. ${DEFAULT-VALUE} by default.")
  private double reload;

  @Option(
      names = "--trial-seconds",
      paramLabel = "S",
      defaultValue = "120",
      description =
          "Seconds that a file may take to load and run in a process of its own, which it must"
              + " survive to be let in; 0 to trust all files. ${DEFAULT-VALUE} by default.")
  private double trial;

  @Option(
      names = "--device",
      paramLabel = "DEVICE[,DEVICE...]",
      defaultValue = "cpu",
      description =
          "Where networks run: cpu, cuda:N or several, such as cuda:0,1, of which each request is"
              + " given to the one with the least to do. ${DEFAULT-VALUE} by default.")
  private String device;

  @Option(
      names = "--fallback",
      paramLabel = "cpu",
      description = "What is used in place of a device that can't be; without it, that ends serve.")
  private @Nullable String fallback;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of the processor; 0, the default, for one a core.")
  private int threads;

  RepositorySettings settings(Path folder, BatchSettings batches, Admission admission) {
    Duration looks = Seconds.of("reload-seconds", reload);
    Duration patience = Seconds.of("trial-seconds", trial);
    Optional<Device> instead = Optional.ofNullable(fallback).map(FolderOptions::processor);
    Placement placement = Placement.of(Devices.parse(device).all(), instead, threads);
    return RepositorySettings.of(folder, placement)
        .with(batches, admission)
        .withReload(looks)
        .withProbe(
            patience.isZero()
                ? Probe.trusting()
                : Probe.inProcess(placement.sessions().get(0), batches, patience));
  }

  /** Another one that can't be used either would need a fallback, too. */
  private static Device processor(String fallback) {
    Device device = Device.parse(fallback);
    if (!device.equals(Device.CPU)) {
      throw new IllegalArgumentException("fallback: " + fallback + " (expected: cpu)");
    }
    return device;
  }
}
