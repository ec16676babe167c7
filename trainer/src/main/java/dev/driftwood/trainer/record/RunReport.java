package dev.driftwood.trainer.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.AtomicFile;
import dev.driftwood.trainer.report.Block;
import dev.driftwood.trainer.report.Page;
import dev.driftwood.trainer.report.Picture;
import dev.driftwood.trainer.train.MetricsRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A run on one page that needs nothing but itself: where it stands, samples over time, curves,
 * options and provenance. It is made of the run folder's files alone, so it can be made at any
 * time.
 */
public final class RunReport {
  private static final String FILE = "report.html";
  private static final String GENERATOR = "driftwood report";
  private static final String BITS = "bits_per_dim";

  /** Grids on the page. */
  private static final int MOST_GRIDS = 8;

  private static final int GRIDS_IN_A_ROW = 4;

  private final RunFolder folder;
  private final List<MetricsRow> rows;
  private final JsonNode config;

  private RunReport(RunFolder folder) {
    this.folder = folder;
    this.rows = folder.metrics();
    this.config = folder.config();
  }

  /**
   * Writes {@code report.html} into a run folder.
   *
   * @return the file
   * @throws DriftwoodException if the folder holds no run, or what it holds can't be read
   */
  public static Path write(Path run) {
    Path file = run.resolve(FILE);
    String page = new RunReport(new RunFolder(run)).page().html();
    AtomicFile.write(file, page.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private Page page() {
    List<Page.Section> sections = new ArrayList<>();
    sections.add(new Page.Section("Where it stands", List.of(standing())));
    samples().ifPresent(sections::add);
    sections.addAll(new Curves(rows).sections());
    table("Options", "As in config.yaml.", config).ifPresent(sections::add);
    provenance().ifPresent(sections::add);
    return new Page("Driftwood run: " + name(), GENERATOR, lead(), sections);
  }

  private String name() {
    return String.valueOf(folder.path().toAbsolutePath().normalize().getFileName());
  }

  private String lead() {
    String preset = config.path("preset").asText("unknown");
    String dataset = config.path("dataset").asText("unknown");
    return "Network %s on data set %s. The page is written anew at every evaluation."
        .formatted(preset, dataset);
  }

  private long done() {
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).iteration();
  }

  private Block standing() {
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("iterations", iterations()));
    last("loss").ifPresent(value -> facts.add(List.of("loss", number(value))));
    best()
        .ifPresent(
            best -> {
              facts.add(List.of("bits per dimension, last", bits(lastMeasured())));
              facts.add(List.of("bits per dimension, best", bits(best)));
            });
    folder
        .file("checkpoints/best.ckpt")
        .ifPresent(file -> facts.add(List.of("best checkpoint", "checkpoints/best.ckpt")));
    folder
        .file("best.onnx")
        .ifPresent(file -> facts.add(List.of("best weights as a model", "best.onnx")));
    folder.file("model.onnx").ifPresent(file -> facts.add(List.of("model", "model.onnx")));
    last("images_per_second")
        .ifPresent(value -> facts.add(List.of("images a second", number(value))));
    last("elapsed_s").ifPresent(value -> facts.add(List.of("time spent on steps", time(value))));
    return new Block.Table(
        "As of the last row of metrics.csv; files are in the run folder.", List.of("", ""), facts);
  }

  private String iterations() {
    long planned = config.path("iterations").asLong();
    return planned > 0
        ? String.format(
            Locale.ROOT, "%,d of %,d (%.0f %%)", done(), planned, 100.0 * done() / planned)
        : String.format(Locale.ROOT, "%,d", done());
  }

  private OptionalDouble last(String column) {
    return rows.stream()
        .map(row -> row.figure(column))
        .filter(OptionalDouble::isPresent)
        .reduce((first, second) -> second)
        .orElse(OptionalDouble.empty());
  }

  private List<MetricsRow> measured() {
    return rows.stream().filter(row -> row.figure(BITS).isPresent()).toList();
  }

  private MetricsRow lastMeasured() {
    List<MetricsRow> measured = measured();
    return measured.get(measured.size() - 1);
  }

  private Optional<MetricsRow> best() {
    return measured().stream().min(Comparator.comparing(row -> row.figures().get(BITS)));
  }

  private static String bits(MetricsRow row) {
    String error =
        row.figure("std_error_bpd").isPresent()
            ? " \u00b1 " + number(row.figures().get("std_error_bpd"))
            : "";
    return String.format(
        Locale.ROOT,
        "%s%s at iteration %,d",
        number(row.figures().get(BITS)),
        error,
        row.iteration());
  }

  private Optional<Page.Section> samples() {
    List<SampleFile> all = folder.samples(done());
    int shown = Math.min(MOST_GRIDS, all.size());
    List<Picture> pictures =
        IntStream.range(0, shown)
            .map(i -> shown == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (shown - 1)))
            .mapToObj(i -> all.get(i).picture())
            .flatMap(Optional::stream)
            .toList();
    String caption =
        "Drawn from the averaged weights, always from the same noise, so that a place shows the"
            + " same sample as it becomes clearer. "
            + (all.size() > shown ? "Some of those in the folder samples." : "");
    int columns = Math.min(GRIDS_IN_A_ROW, Math.max(2, pictures.size()));
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Page.Section(
                "Samples over time", List.of(new Block.Pictures(pictures, columns, caption))));
  }

  private Optional<Page.Section> provenance() {
    JsonNode known = folder.provenance();
    List<List<String>> rows =
        RunFolder.flat(known).stream()
            .filter(entry -> !entry.getKey().startsWith("options."))
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList();
    return table("Provenance", "What the run came of, as in its models.", rows);
  }

  private static Optional<Page.Section> table(String heading, String caption, JsonNode content) {
    List<List<String>> rows =
        RunFolder.flat(content).stream()
            .map((Map.Entry<String, String> it) -> List.of(it.getKey(), it.getValue()))
            .toList();
    return table(heading, caption, rows);
  }

  private static Optional<Page.Section> table(
      String heading, String caption, List<List<String>> rows) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Page.Section(
                heading, List.of(new Block.Table(caption, List.of("", "value"), rows))));
  }

  /** Four digits that count. */
  private static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%,." + digits + "f", value).replace('-', '\u2212');
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d h", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
