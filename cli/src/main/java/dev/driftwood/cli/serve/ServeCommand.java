package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.models.ModelRepository;
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

  @Mixin private LimitOptions limits;

  @Mixin private FolderOptions folder;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = limits.settings(host, port);
    ModelRepository repository =
        ModelRepository.open(
            folder.settings(models, limits.batches(), limits.admission()).withNews(console::note));
    repository.problems().forEach(console::note);
    try (DriftwoodServer server = DriftwoodServer.start(repository, settings);
        StopSignal stop = new StopSignal(server::close)) {
      repository.callCosts().forEach(console::note);
      console.print("listening on " + server.address());
      server.awaitTermination();
    }
    return ExitCode.OK;
  }
}
