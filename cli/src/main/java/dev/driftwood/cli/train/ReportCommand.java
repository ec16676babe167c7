package dev.driftwood.cli.train;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Report;
import dev.driftwood.trainer.record.RunReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood report}. */
@Command(
    name = "report",
    description =
        "Write a run's report.html anew from its files: curves, samples, options, provenance.")
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "The run folder, of a run that lasts or is over.")
  private Path run;

  @Mixin private JsonOption json;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path file = RunReport.write(run);
    new Report().print(console, json.json(), file);
    return ExitCode.OK;
  }
}
