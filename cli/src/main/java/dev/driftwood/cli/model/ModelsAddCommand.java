package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.file.FileFailure;
import dev.driftwood.runtime.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood models add}. */
@Command(
    name = "add",
    description = {
      "Add a version of a model to a folder of models: NAME/VERSION with model.onnx, its checksum,",
      "a card made of what the file says of itself, and answers to verify it by elsewhere."
    })
final class ModelsAddCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "M",
      description = "An artefact or a run folder.")
  private Path model;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = ModelFolder.DEFAULT,
      description = "The folder; ${DEFAULT-VALUE} by default.")
  private Path folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Its name there; its own by default.")
  private @Nullable String name;

  @Option(
      names = "--number",
      paramLabel = "VERSION",
      description = "Its version there; one after the highest by default.")
  private @Nullable Integer number;

  @Option(
      names = "--notes",
      paramLabel = "x.md",
      description = "Paragraphs for the card, such as what it is for and what was measured.")
  private @Nullable Path notes;

  @Mixin private JsonOption json;

  ModelsAddCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Artefact artefact = ModelFile.read(model);
    ModelDescription own = artefact.description();
    String chosen = Objects.requireNonNullElse(name, own.name());
    ModelDescription there = own.named(chosen, number == null ? next(chosen) : number);
    Artefact added = Artefact.of(there, artefact.graph(), artefact.metadata());
    Release release = Release.add(folder, added, notes == null ? "" : read(notes));
    Report report = new Report();
    report.entries().put("name", there.name()).put("version", there.version());
    report.entries().put("sha256", added.digest());
    report.print(console, json.json(), release.folder());
    return ExitCode.OK;
  }

  private int next(String chosen) {
    if (!Files.isDirectory(folder)) {
      return 1;
    }
    return ArtefactFile.in(folder).stream()
        .filter(file -> file.name().equals(chosen))
        .mapToInt(file -> file.version().orElse(0) + 1)
        .max()
        .orElse(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FileFailure.unreadable(file, e);
    }
  }
}
