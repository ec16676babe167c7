package dev.driftwood.cli.serve;

import dev.driftwood.cli.Console;
import dev.driftwood.cli.anomaly.Judging;
import dev.driftwood.cli.anomaly.JudgingOptions;
import dev.driftwood.cli.anomaly.JudgingPlan;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.option.MixOptions;
import dev.driftwood.cli.option.SelectedImages;
import dev.driftwood.client.DriftwoodClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code driftwood client anomaly}. */
@Command(
    name = "anomaly",
    description = "Tell how anomalous images are by a calibrated model of a server, as here.")
final class ClientAnomalyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ServerOption server;
  @Mixin private ServedModelOption model;
  @Mixin private MixOptions input;
  @Mixin private JudgingOptions judging;
  @Mixin private JsonOption json;

  ClientAnomalyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<MixOptions.Part> parts = input.parts();
    JudgingPlan plan = judging.plan(Optional.empty());
    try (DriftwoodClient client = server.connect()) {
      RemoteJudge judge = RemoteJudge.of(client, model.name());
      try (Judging work = new Judging(judge, console, plan)) {
        for (MixOptions.Part part : parts) {
          try (SelectedImages images = part.images().open(judge.description().shape())) {
            work.judge(images, images.count(), part.truth());
          }
        }
        return work.finish(json.json());
      }
    }
  }
}
