package dev.driftwood.cli.model;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.ProgressLine;
import dev.driftwood.cli.StopSignal;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.ModelOption;
import dev.driftwood.cli.option.SampleOptions;
import dev.driftwood.cli.output.SampleFile;
import dev.driftwood.cli.output.SampleFormat;
import dev.driftwood.cli.output.SampleSummary;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood sample}. */
@Command(name = "sample", description = "Draw samples from a model.")
final class SampleCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model;
  @Mixin private SampleOptions options;
  @Mixin private JsonOption json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "x.png for a grid of images, x.npy for the numbers.")
  private Path out;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SamplePlan plan = options.plan();
    SampleFormat format = SampleFormat.of(out);
    try (DriftModel loaded = model.load();
        SampleFile file = format.create(out, loaded.description().shape(), plan.rows())) {
      SampleSummary summary = draw(loaded, plan, file);
      summary.report().print(console, json.json(), out);
      return summary.exitCode(console);
    }
  }

  private SampleSummary draw(DriftModel loaded, SamplePlan plan, SampleFile file) {
    SampleSummary summary = new SampleSummary();
    try (StopSignal stop = new StopSignal();
        ProgressLine progress =
            new ProgressLine(console, "sampling", SampleWork.evaluations(plan), "evaluations")) {
      loaded.sample(
          plan,
          new RunListener<>() {
            @Override
            public void finished(Sample sample) {
              file.add(sample);
              summary.add(sample);
              progress.say(summary.rows() + "/" + plan.rows().count());
            }

            @Override
            public void evaluated(long evaluations) {
              progress.to(evaluations);
            }

            @Override
            public boolean cancelled() {
              return stop.raised();
            }
          });
      stop.requireQuiet();
      file.commit();
    }
    return summary;
  }
}
