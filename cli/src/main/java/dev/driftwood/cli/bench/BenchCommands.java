package dev.driftwood.cli.bench;

import dev.driftwood.bench.ProductBench;
import dev.driftwood.cli.CommandProvider;
import dev.driftwood.cli.Console;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** The benchmarks. */
public final class BenchCommands implements CommandProvider {
  @Override
  public List<String> names() {
    return List.of("bench");
  }

  @Override
  public CommandLine command(String name, Console console) {
    // Named here so that its absence shows now, and not in the middle of the work.
    Objects.requireNonNull(ProductBench.class, name);
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.addSubcommand("jvp", new CommandLine(new ProductBenchCommand(console)));
    bench.addSubcommand("likelihood", new CommandLine(new LikelihoodBenchCommand(console)));
    bench.addSubcommand("serve", new CommandLine(new ServeBenchCommand(console)));
    bench.addSubcommand("samplers", new CommandLine(new SamplerBenchCommand(console)));
    bench.addSubcommand("soak", new CommandLine(new SoakCommand(console)));
    bench.addSubcommand("train", new CommandLine(new TrainingBenchCommand(console)));
    return bench;
  }
}
