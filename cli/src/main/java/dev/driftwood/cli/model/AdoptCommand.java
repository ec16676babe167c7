package dev.driftwood.cli.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.runtime.adopt.Adoption;
import dev.driftwood.runtime.adopt.Finding;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.runtime.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code driftwood adopt}. */
@Command(
    name = "adopt",
    description = "Make a network that was trained elsewhere into a model.",
    footer = {
      "",
      "The side file says what the network is: its SDE, what its output means, its inputs' names and",
      "how its time is scaled. docs/tasks/adopt.md goes through it, with examples."
    })
final class AdoptCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "NET.onnx", description = "The network.")
  private Path network;

  @Option(
      names = "--spec",
      paramLabel = "NAME.driftwood.json",
      description = "What it is. Default: the file of its name beside it.")
  private @Nullable Path spec;

  @Option(names = "--out", required = true, paramLabel = "model.onnx", description = "The file.")
  private Path out;

  @Option(
      names = "--jvp",
      description =
          "Add the input v and the output jvp, the product of the drift's Jacobian with v.")
  private boolean jvp;

  @Mixin private JsonOption json;

  AdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireOther(out, network);
    if (spec != null) {
      requireOther(out, spec);
    }
    Adoption adoption = ModelFile.adopt(network, Optional.ofNullable(spec));
    byte[] bytes = jvp ? ProductFile.of(adoption.artefact()) : adoption.artefact().bytes();
    String digest = Artefact.parse(bytes, out.toString()).digest();
    Folders.createAbove(out);
    AtomicFile.write(out, bytes);
    Report report = new Report();
    ObjectNode found = report.entries().putObject("found");
    ArrayNode warnings = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : adoption.findings()) {
      found.put(finding.subject(), (finding.warning() ? "WARNING: " : "") + finding.text());
      if (finding.warning()) {
        warnings.add(finding.subject());
      }
    }
    report.entries().set("warnings", warnings);
    report.entries().put("bytes", bytes.length).put("sha256", digest);
    report.print(console, json.json(), out);
    return ExitCode.OK;
  }

  private static void requireOther(Path out, Path read) {
    try {
      if (Files.exists(out) && Files.exists(read) && Files.isSameFile(out, read)) {
        throw new DriftwoodException(
            "--out: %s is what is read (expected: another file)".formatted(out));
      }
    } catch (IOException e) {
      throw FileFailure.unreadable(out, e);
    }
  }
}
