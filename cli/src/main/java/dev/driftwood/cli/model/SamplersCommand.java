package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.solve.SamplerKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code driftwood samplers}. */
@Command(name = "samplers", description = "List the samplers and solvers.")
final class SamplersCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private JsonOption json;

  SamplersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Table table =
        new Table("name", "order", "evaluations_per_step", "adaptive", "stochastic", "citation");
    for (SamplerKind kind : SamplerKind.values()) {
      table
          .add()
          .put("name", kind.label())
          .put("order", kind.order())
          .put("evaluations_per_step", kind.evaluationsPerStep())
          .put("adaptive", kind.adaptive())
          .put("stochastic", kind.stochastic())
          .put("citation", kind.citation());
    }
    table.print(console, json.json());
    return ExitCode.OK;
  }
}
