package dev.driftwood.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.DeviceOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.artefact.ArtefactFile;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.release.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code driftwood models verify}. */
@Command(
    name = "verify",
    description = {
      "Check that the models of a folder are the files that were added, and that this machine",
      "gets the same answers from them."
    })
final class ModelsVerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "DIR",
      defaultValue = ModelFolder.DEFAULT,
      description = "Holds NAME/VERSION/model.onnx; ${DEFAULT-VALUE} by default.")
  private Path folder;

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      defaultValue = "1e-3",
      description = "The largest relative error of an answer; ${DEFAULT-VALUE} by default.")
  private double tolerance;

  @Mixin private DeviceOptions device;
  @Mixin private JsonOption json;

  ModelsVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: above 0)");
    }
    OrtSettings settings = device.settings();
    Table table = new Table("name", "version", "checksum", "error", "path");
    int code = ExitCode.OK;
    for (ArtefactFile file : versions()) {
      ObjectNode row = table.add();
      row.put("name", file.name()).put("version", Integer.toString(file.version().orElseThrow()));
      try {
        verify(new Release(Objects.requireNonNull(file.path().getParent())), settings, row);
      } catch (DriftwoodException e) {
        console.note(e.getMessage());
        code = ExitCode.FAILED;
      }
      row.put("path", file.path().toString());
    }
    table.print(console, json.json());
    return code;
  }

  private List<ArtefactFile> versions() {
    List<ArtefactFile> files =
        ArtefactFile.in(folder).stream().filter(file -> file.version().isPresent()).toList();
    if (files.isEmpty()) {
      throw new DriftwoodException(
          folder + ": no versions of models (expected: NAME/VERSION/model.onnx)");
    }
    return files;
  }

  private void verify(Release release, OrtSettings settings, ObjectNode row) {
    row.put("checksum", "wrong");
    row.put("checksum", release.requireSameBytes() ? "ok" : "none");
    release
        .goldenError(settings)
        .ifPresent(
            error -> {
              row.put("error", error);
              if (!(error <= tolerance)) {
                throw new DriftwoodException(
                    "%s: answers with a relative error of %s (expected: at most %s)"
                        .formatted(release.model(), error, tolerance));
              }
            });
  }
}
