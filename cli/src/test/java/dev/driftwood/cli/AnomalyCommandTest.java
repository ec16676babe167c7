package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.data.ItemShape;
import dev.driftwood.runtime.image.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Normal images have pixels of normal law, as the tiny model's data; flat ones are anomalous. */
@Tag("one-jdk")
class AnomalyCommandTest {
  private static final ItemShape SHAPE = ItemShape.image(1, 6, 9);

  @TempDir private Path folder;
  private Path model;
  private Path out;

  @BeforeEach
  void calibrate() {
    Path raw = TinyModels.images(folder, SHAPE, 65536);
    model = folder.resolve("calibrated.onnx");
    Typed typed =
        Typed.run(
            "calibrate", "--model", raw, "--input", normal("reference", 300, 1), "--out", model);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.value("fitted")).isEqualTo("100");
    assertThat(typed.value("references")).isEqualTo("200");
    assertThat(typed.lastLine()).isEqualTo(model.toString());
    out = folder.resolve("anomalies.csv");
  }

  @Test
  void givesUniformPValuesToImagesOfTheReferencesKind() throws IOException {
    Typed typed = judge("--input", normal("fresh", 200, 2));

    assertThat(typed.code()).isZero();
    double[] pValues =
        rows().stream().mapToDouble(row -> Double.parseDouble(row.get("p_value"))).toArray();
    double[] uniform = Arrays.stream(pValues).map(p -> p * 201).sorted().toArray();
    double[] reference = new Random(0).ints(200, 1, 202).asDoubleStream().sorted().toArray();
    // A sanity bound: two samples of 200 differ so much once in 1,000 fresh seeds.
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(uniform, reference))
        .isLessThan(0.2);
    assertThat(Double.parseDouble(typed.value("drift_p_value"))).isGreaterThan(1e-3);
    // At a rate of 0.05 ten of 200, with a deviation of 3 and that of the reference besides.
    assertThat(Integer.parseInt(typed.value("anomalous"))).isLessThan(28);
  }

  @Test
  void tellsFlatImagesFromNormalOnes() throws IOException {
    Path sheet = folder.resolve("sheet.png");
    Path maps = folder.resolve("maps");
    Path report = folder.resolve("report");

    Typed typed =
        judge(
            "--normal",
            normal("fresh", 60, 3),
            "--anomalous",
            flat("flat", 40),
            "--false-discovery-rate",
            0.1,
            "--contact-sheet",
            sheet,
            "--map",
            maps,
            "--report",
            report);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.value("combined.auroc")).isEqualTo("1.0");
    assertThat(Double.parseDouble(typed.value("combined.auroc_lower"))).isLessThan(1);
    // No better than chance by the raw likelihood: flat images are likely, and the bound is noisy.
    assertThat(Double.parseDouble(typed.value("likelihood.auroc"))).isLessThan(0.8);
    assertThat(Double.parseDouble(typed.value("drift_p_value"))).isLessThan(1e-6);
    assertThat(rows()).hasSize(100);
    assertThat(rows().get(99).get("label")).isEqualTo("anomalous");
    assertThat(rows().get(99).get("anomalous")).isEqualTo("true");
    assertThat(sheet).isNotEmptyFile();
    assertThat(maps).isDirectoryContaining("glob:**/anomalous_39.png");
    assertThat(report).isDirectoryContaining("glob:**/roc.png");
    assertThat(Files.readAllLines(report.resolve("curves.csv"))).hasSizeGreaterThan(100);
    assertThat(folder.resolve("anomalies.csv.rows")).doesNotExist();
  }

  @Test
  void measuresTheScoresByATableOfWhatIsKnown() throws IOException {
    float[][] images = pixels(30, 7);
    Arrays.fill(images[3], 0.5F);
    Arrays.fill(images[20], 0.4F);
    Path truth = folder.resolve("truth.csv");
    StringBuilder lines = new StringBuilder("label,id\r\nanomalous,3\r\nanomalous,20\r\n");
    for (int k = 4; k < 20; k++) {
      lines.append("normal,").append(k).append("\r\n");
    }
    Files.writeString(truth, lines);

    Typed typed = judge("--input", write("mix", images), "--truth", truth);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.value("combined.auroc")).isEqualTo("1.0");
    assertThat(rows())
        .extracting(row -> row.get("label"))
        .startsWith("", "", "", "anomalous", "normal")
        .endsWith("normal", "anomalous", "", "", "", "", "", "", "", "", "");
  }

  @Test
  void refusesALabelThatItDoesNotKnow() throws IOException {
    Path truth = Files.writeString(folder.resolve("truth.csv"), "id,label\n7,good\n");

    Typed typed = judge("--input", normal("fresh", 9, 5), "--truth", truth);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err())
        .singleElement()
        .asString()
        .contains("truth.csv", "id 7", "label good", "expected: normal, anomalous");
    assertThat(out).doesNotExist();
  }

  @Test
  void givesAnImageTheSameRowInAnyCompany() throws IOException {
    Path images = normal("fresh", 40, 4);
    judge("--input", images);
    List<String> whole = withoutQ();

    judge("--input", images, "--rows", "10:20", "--batch", 3);

    assertThat(withoutQ()).isEqualTo(whole.subList(10, 20));
  }

  /** The model's data are normal numbers on their own, so the little that is left is sampling. */
  @Test
  void keepsTheCovarianceForLikelihoodsWithAControl() throws IOException {
    Path images = normal("fresh", 2, 6);
    Path scores = folder.resolve("scores.csv");
    Object[] plain = {
      "likelihood",
      "--model",
      model,
      "--input",
      images,
      "--solver",
      "unipc",
      "--evaluations",
      10,
      "--probes",
      4,
      "--probe",
      "gaussian",
      "--out",
      scores
    };
    assertThat(Typed.run(plain).code()).isZero();
    double without = standardError(scores);

    Object[] words = Arrays.copyOf(plain, plain.length + 1);
    words[plain.length] = "--control-variate";
    Typed typed = Typed.run(words);

    assertThat(typed.err()).isEmpty();
    assertThat(standardError(scores)).isLessThan(0.5 * without);
  }

  private static double standardError(Path scores) throws IOException {
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(scores))) {
      return Double.parseDouble(parser.iterator().next().get("std_error_bpd"));
    }
  }

  @Test
  void saysHowAModelComesByACovariance() {
    Path raw = TinyModels.images(folder, SHAPE, 65536);

    Typed typed =
        Typed.run(
            "likelihood",
            "--model",
            raw,
            "--input",
            normal("fresh", 2, 6),
            "--control-variate",
            "--out",
            out);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err().toString())
        .contains("keeps no covariance")
        .contains("'driftwood calibrate'");
  }

  @Test
  void judgesTheRestWhereImagesAreBad() throws IOException {
    float[][] images = pixels(3, 5);
    images[0][7] = Float.NaN;
    images[2][0] = 1.5F;

    Typed typed = judge("--input", write("bad", images));

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("2 of 3");
    assertThat(rows())
        .extracting(row -> row.get("status"))
        .containsExactly("failed", "ok", "failed");
    assertThat(rows().get(0).get("error")).contains("value NaN at index 7");
    assertThat(rows().get(0).get("p_value")).isEmpty();
    assertThat(rows().get(2).get("error")).contains("1.5");
  }

  @Test
  void writesJsonLines() throws IOException {
    out = folder.resolve("anomalies.jsonl");

    judge("--input", normal("fresh", 3, 5));

    assertThat(Files.readAllLines(out))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"id\":\"") && line.contains("\"p_value\":"));
  }

  @Test
  void refusesAModelThatIsNotCalibrated() {
    model = TinyModels.images(folder);

    Typed typed = judge("--input", normal("fresh", 3, 5));

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("driftwood calibrate");
  }

  @Test
  void refusesAReferenceSetThatIsTooSmall() {
    Typed typed =
        Typed.run(
            "calibrate",
            "--model",
            model,
            "--input",
            normal("few", 12, 5),
            "--out",
            folder.resolve("few.onnx"));

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains("12 images");
    assertThat(folder.resolve("few.onnx")).doesNotExist();
  }

  @Test
  void refusesHalfAMix() {
    Typed typed = judge("--normal", normal("fresh", 3, 5));

    assertThat(typed.code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysWhereTheReferenceIsTooSmallForARate() {
    Typed typed = judge("--input", normal("fresh", 3, 5), "--false-positive-rate", 0.001);

    assertThat(typed.err()).singleElement().asString().contains("false-positive-rate", "200");
    assertThat(typed.value("anomalous")).isEqualTo("0");
  }

  private Typed judge(Object... words) {
    Object[] all =
        Arrays.copyOf(new Object[] {"anomaly", "--model", model, "--out", out}, 5 + words.length);
    System.arraycopy(words, 0, all, 5, words.length);
    return Typed.run(all);
  }

  private List<String> withoutQ() throws IOException {
    return rows().stream()
        .map(row -> row.toMap())
        .peek(row -> row.remove("q_value"))
        .map(Object::toString)
        .toList();
  }

  private List<CSVRecord> rows() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var reader = Files.newBufferedReader(out)) {
      return format.parse(reader).getRecords();
    }
  }

  private Path normal(String name, int count, long seed) {
    return write(name, pixels(count, seed));
  }

  private static float[][] pixels(int count, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[count][SHAPE.size()];
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) Math.min(1, Math.max(0, 0.5 + 0.2 * random.nextGaussian()));
      }
    }
    return images;
  }

  private Path flat(String name, int count) {
    float[][] images = new float[count][SHAPE.size()];
    for (int k = 0; k < count; k++) {
      Arrays.fill(images[k], 0.4F + 0.005F * k);
    }
    return write(name, images);
  }

  private Path write(String name, float[][] images) {
    Path file = folder.resolve(name + ".npy");
    try (NpyWriter writer = NpyWriter.create(file, SHAPE, images.length)) {
      for (float[] image : images) {
        writer.append(image);
      }
    }
    return file;
  }
}
