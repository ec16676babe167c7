package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.OptionFile;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.access.LogFile;
import dev.driftwood.server.models.ModelRepository;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code driftwood serve}. */
@Command(
    name = "serve",
    preprocessor = ConfigFile.class,
    description = "Serve a folder of models over gRPC until stopped.")
final class ServeCommand implements Callable<Integer> {
  /** For a model that is being loaded when it should end. */
  private static final int LOADING_SECONDS = 2;

  private final Console console;
  private final CountDownLatch loaded = new CountDownLatch(1);
  private volatile @Nullable DriftwoodServer running;

  @Spec private CommandSpec spec;

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

  @Option(
      names = OptionFile.NAME,
      paramLabel = "F",
      description = "A YAML file of these options; what is typed wins.")
  private @Nullable Path config;

  @Mixin private WebOptions web;
  @Mixin private LimitOptions limits;
  @Mixin private OperatingOptions operation;
  @Mixin private FolderOptions folder;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Thread caller = Thread.currentThread();
    try (StopSignal stop = new StopSignal(() -> stop(caller), this::hurry)) {
      Optional<LogFile> file = operation.file();
      try {
        ServerSettings settings = operation.of(limits.settings(host, port), console, file);
        settings.operation().requireReadable();
        console.note("configuration " + new Configuration(spec));
        return serve(open(stop), settings, stop);
      } finally {
        file.ifPresent(LogFile::close);
      }
    }
  }

  private ModelRepository open(StopSignal stop) {
    ModelRepository repository =
        ModelRepository.open(
            folder.settings(models, limits.batches(), limits.admission()).withNews(console::note));
    loaded.countDown();
    if (stop.raised()) {
      repository.close();
      throw new DriftwoodException("stopped before it served");
    }
    return repository;
  }

  private int serve(ModelRepository repository, ServerSettings settings, StopSignal stop) {
    repository.problems().forEach(console::note);
    DriftwoodServer server = DriftwoodServer.start(repository, settings);
    running = server;
    try (server) {
      Optional<String> page = web.start(server, settings);
      repository.callCosts().forEach(console::note);
      server.metricsPort().ifPresent(at -> console.note("metrics on port " + at));
      server.adminPort().ifPresent(at -> console.note("gRPC's own services on port " + at));
      console.print("listening on " + server.address());
      page.ifPresent(url -> console.print("web on " + url));
      server.awaitTermination();
    } catch (InterruptedException e) {
      // It was asked to stop, and has been closed.
    }
    stop.obeyed();
    return server.drained() ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * Wakes the thread from what it waits for: the end of a network call, or of serving. What it
   * can't be woken from is the loading of a model, by which nothing is lost.
   */
  private boolean stop(Thread caller) {
    caller.interrupt();
    try {
      return loaded.await(LOADING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Calls are not waited for any more; while models are loaded, nothing waits. */
  private boolean hurry() {
    DriftwoodServer server = running;
    if (server != null) {
      server.hurry();
    }
    return server != null;
  }
}
