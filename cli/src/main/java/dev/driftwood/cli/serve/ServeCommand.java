package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.DeviceOptions;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.ModelRepository;
import dev.driftwood.server.ServerSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood serve}. */
@Command(name = "serve", description = "Serve a folder of models over gRPC until stopped.")
final class ServeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--models",
      required = true,
      paramLabel = "DIR",
      description = "Holds NAME/VERSION/model.onnx or NAME.onnx.")
  private Path models;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; ${DEFAULT-VALUE} by default.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + ServerSettings.DEFAULT_PORT,
      description = "0 picks one; ${DEFAULT-VALUE} by default.")
  private int port;

  @Mixin private WebOptions web;

  @Mixin private LimitOptions limits;

  @Mixin private DeviceOptions device;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = limits.settings(host, port);
    OrtSettings where = device.settings();
    boolean padded = where.device().kind() == Device.Kind.CUDA;
    ModelRepository repository =
        ModelRepository.open(models, where, limits.batches(padded), limits.admission());
    repository.problems().forEach(console::note);
    try (DriftwoodServer server = DriftwoodServer.start(repository, settings);
        WebOptions.Running gateway = web.start(server, settings);
        StopSignal stop = new StopSignal(() -> stop(gateway, server))) {
      repository.callCosts().forEach(console::note);
      console.print("listening on " + server.address());
      gateway.url().ifPresent(url -> console.print("web on " + url));
      server.awaitTermination();
    }
    return ExitCode.OK;
  }

  /** First what brings calls in, then what they run on. */
  private static void stop(WebOptions.Running gateway, DriftwoodServer server) {
    gateway.close();
    server.close();
  }
}
