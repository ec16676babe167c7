package dev.driftwood.cli.bench;

import dev.driftwood.bench.likelihood.DequantisedRows;
import dev.driftwood.bench.likelihood.LikelihoodBench;
import dev.driftwood.bench.likelihood.Reference;
import dev.driftwood.bench.likelihood.ReferenceFile;
import dev.driftwood.bench.likelihood.ReferenceKey;
import dev.driftwood.cli.Console;
import dev.driftwood.cli.ExitCode;
import dev.driftwood.cli.option.ImageOptions;
import dev.driftwood.cli.option.JsonOption;
import dev.driftwood.cli.output.Table;
import dev.driftwood.runtime.adopt.ModelFile;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.artefact.ModelDescription;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.runtime.solve.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwood bench likelihood}. */
@Command(
    name = "likelihood",
    description =
        "The error of log-likelihoods against a tight reference, and what they cost, beside the"
            + " algorithm of public implementations.")
final class LikelihoodBenchCommand implements Callable<Integer> {
  private static final int BATCH = 32;

  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "M",
      description = "The network; a conditional one has its label for no class.")
  private Path model;

  @Mixin private ImageOptions input;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description =
          "Where the reference is read from, or written to where there is no such file; it must be"
              + " of this model, these images and these steps.")
  private @Nullable Path reference;

  @Option(
      names = "--reference-steps",
      paramLabel = "N",
      defaultValue = "320",
      description = "Steps of the reference, checked by half as many; ${DEFAULT-VALUE} by default.")
  private int steps;

  @Mixin private JsonOption json;

  LikelihoodBenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!(steps >= 2 && steps % 2 == 0)) {
      throw new IllegalArgumentException(
          "reference-steps: " + steps + " (expected: even, at least 2)");
    }
    ImageOptions.Selection selection = input.selection();
    Artefact artefact = ModelFile.read(model);
    ModelDescription description = artefact.description();
    List<double[]> rows = DequantisedRows.of(description, selection.read(description.shape()));
    try (OrtDrift drift = new OrtDrift(artefact.graph(), OrtSettings.DEFAULT)) {
      int none = Query.UNLABELLED;
      int label = description.labels().map(it -> it.nullLabel().orElse(none)).orElse(none);
      LikelihoodBench bench =
          new LikelihoodBench(
              description.sde().toSde(), drift, description.likelihoodTMin(), label, BATCH);
      print(bench, rows, reference(bench, artefact.digest(), rows));
    }
    return ExitCode.OK;
  }

  private Reference reference(LikelihoodBench bench, String model, List<double[]> rows) {
    if (reference == null) {
      return bench.reference(rows, steps, console::note);
    }
    ReferenceKey key = bench.key(model, rows, steps);
    ReferenceFile file = new ReferenceFile(reference);
    if (Files.exists(reference)) {
      return file.read(key);
    }
    Reference made = bench.reference(rows, steps, console::note);
    file.write(made, key);
    return made;
  }

  private void print(LikelihoodBench bench, List<double[]> rows, Reference against) {
    Table table =
        new Table(
            "method",
            "evaluations",
            "products",
            "images_per_second",
            "error_bpd",
            "bias_bpd",
            "spread_bpd",
            "cost");
    for (LikelihoodBench.Row row : bench.measure(rows, against, console::note)) {
      table
          .add()
          .put("method", row.method())
          .put("evaluations", row.evaluations())
          .put("products", row.products())
          .put("images_per_second", row.rowsPerSecond())
          .put("error_bpd", row.rootMeanSquare())
          .put("bias_bpd", row.bias())
          .put("spread_bpd", row.spread())
          .put("cost", row.costRatio());
    }
    table.print(console, json.json());
    console.note(
        "the reference moves by at most %s nats where its steps are halved"
            .formatted(against.largestChange()));
  }
}
