package dev.driftwood.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftwood bench}. */
@Command(
    name = "bench",
    description =
        "Measure here what things cost and how good they are, against baselines of the run.")
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "bench: nothing named to measure (expected: jvp, serve, samplers, likelihood, soak or"
            + " train)");
  }
}
