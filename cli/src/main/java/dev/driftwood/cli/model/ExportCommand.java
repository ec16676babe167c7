package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.file.AtomicFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood export}. */
@Command(
    name = "export",
    description = "Write a trained network as an artefact, also with its Jacobian-vector product.")
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(names = "--out", required = true, paramLabel = "model.onnx", description = "The file.")
  private Path out;

  @Option(
      names = "--jvp",
      description =
          "Add the input v and the output jvp, the product of the drift's Jacobian with v.")
  private boolean jvp;

  @Mixin private JsonOption json;

  ExportCommand(Console console) {
    this.console = console;
  }

  /** Where the network comes from. */
  static final class Source {
    @Option(names = "--run", paramLabel = "RUN", description = "A run folder.")
    private @Nullable Path run;

    @Option(names = "--model", paramLabel = "M", description = "An artefact.")
    private @Nullable Path model;

    Path path() {
      return model != null ? model : Objects.requireNonNull(run, "run");
    }
  }

  @Override
  public Integer call() {
    Artefact artefact = ModelFile.read(source.path());
    byte[] bytes = jvp ? ProductFile.of(artefact) : artefact.bytes();
    String digest = Artefact.parse(bytes, out.toString()).digest();
    AtomicFile.write(out, bytes);
    Report report = new Report();
    report.entries().put("bytes", bytes.length).put("sha256", digest);
    report.print(console, json.json(), out);
    return ExitCode.OK;
  }
}
