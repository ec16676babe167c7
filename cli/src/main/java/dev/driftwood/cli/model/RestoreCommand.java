package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.RestoreOptions;
import dev.driftwood.cli.option.SampleOptions;
import dev.driftwood.cli.output.Drawing;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.SamplePlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood restore}. */
@Command(name = "restore", description = "Draw what is missing of images.")
final class RestoreCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private RestoreOptions known;
  @Mixin private SampleOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for what is seen, what is drawn and the original, x.npy for the draws.")
  private Path out;

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (DriftModel loaded = model.load(console)) {
      SamplePlan plan = options.planOf(known.restoration(loaded.description()));
      return Drawing.to(out, plan, console, json.json())
          .run(loaded.description().shape(), listener -> loaded.sample(plan, listener));
    }
  }
}
