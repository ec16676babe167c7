package dev.driftwood.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.sampler.Sampler;
import dev.driftwood.runtime.sampler.SamplerKind;
import dev.driftwood.runtime.solve.Order;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    if (json.json()) {
      table("name").print(console, true);
      return ExitCode.OK;
    }
    table("name", "order", "strong", "weak", "nfe/step", "adaptive", "stochastic", "options")
        .print(console, false);
    console.print("");
    table("name", "citation").print(console, false);
    return ExitCode.OK;
  }

  private Table table(String... columns) {
    Table table = new Table(columns);
    for (SamplerKind kind : SamplerKind.values()) {
      ObjectNode row = table.add();
      add(row, Sampler.of(kind));
      if (!json.json()) {
        shorten(row);
      }
    }
    return table;
  }

  /** Names that fit above narrow columns. */
  private static void shorten(ObjectNode row) {
    row.set("strong", row.path("strong_order"));
    row.set("weak", row.path("weak_order"));
    row.set("nfe/step", row.path("evaluations_per_step"));
  }

  private static void add(ObjectNode row, Sampler sampler) {
    Order order = sampler.order();
    SamplerKind kind = sampler.kind();
    row.put("name", kind.label());
    order.deterministic().ifPresent(value -> row.put("order", value));
    order.strong().ifPresent(value -> row.put("strong_order", value));
    order.weak().ifPresent(value -> row.put("weak_order", value));
    sampler.evaluationsPerStep().ifPresent(value -> row.put("evaluations_per_step", value));
    row.put("adaptive", kind.adaptive())
        .put("stochastic", kind.stochastic())
        .put("options", options(kind))
        .put("citation", kind.citation());
  }

  private static String options(SamplerKind kind) {
    return kind.options().entrySet().stream()
        .map(entry -> entry.getKey().label() + "=" + entry.getKey().text(entry.getValue()))
        .collect(Collectors.joining(" "));
  }
}
