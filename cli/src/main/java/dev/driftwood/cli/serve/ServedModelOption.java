package dev.driftwood.cli.serve;

import dev.driftwood.client.ModelName;
import picocli.CommandLine.Option;

/** Which of a server's models is meant. */
final class ServedModelOption {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME[/VERSION]",
      description = "A served model, in its highest version by default.")
  private String model;

  ModelName name() {
    return ModelName.parse(model);
  }
}
