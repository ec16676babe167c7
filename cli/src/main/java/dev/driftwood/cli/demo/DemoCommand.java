package dev.driftwood.cli.demo;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.trainer.demo.Demo;
import dev.driftwood.trainer.demo.DemoPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code driftwood demo}. */
@Command(
    name = "demo",
    description =
        "Show the whole road in about two minutes: train, export, sample, score, and a report to"
            + " look at. Needs no file and no network.")
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "The folder for the report and the model; ${DEFAULT-VALUE} by default.")
  private Path out;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (DemoProgress progress = new DemoProgress(console)) {
      Demo demo = new Demo(DemoPlan.to(out), progress);
      try (StopSignal stop = new StopSignal(demo::stop)) {
        Path report = demo.run();
        console.print(report.toString());
      }
    }
    return ExitCode.OK;
  }
}
