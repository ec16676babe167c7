package dev.driftwood.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodCommandTest {
  private static final String COLUMNS =
      "id,status,log_likelihood_nats,bits_per_dim,std_error_bpd,prior,divergence,drift_norm,"
          + "transform,offset,gap,nfe,converged,error,reconstruction,entropy,"
          + "degrees_of_freedom,importance_gain,prior_bpd,steps_bpd,decoder_bpd";

  @TempDir private Path folder;
  private Path points;
  private Path images;
  private Path out;

  @BeforeEach
  void exportModels() {
    points = TinyModels.points(folder);
    images = TinyModels.images(folder);
    out = folder.resolve("scores.csv");
  }

  @Test
  void scoresPointsUnderTheExactDensity() throws IOException {
    Path input = Inputs.points(folder, new float[][] {{0, 0}, {1, -2}, {0.5F, 3}});

    Typed typed =
        Typed.run(
            "likelihood",
            "--model",
            points,
            "--input",
            input,
            "--probes",
            "exact",
            "--tmin",
            0,
            "--out",
            out);

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.lastLine()).isEqualTo(out.toString());
    List<CSVRecord> rows = rows();
    double[] squares = {0, 5, 9.25};
    for (int i = 0; i < squares.length; i++) {
      double exact = -Math.log(2 * Math.PI) - squares[i] / 2;
      // The solver's tolerance is 1e-5 a step, and float32 rounds the drift to 6e-8.
      assertThat(Double.parseDouble(rows.get(i).get("log_likelihood_nats")))
          .isCloseTo(exact, within(1e-4));
      assertThat(rows.get(i).get("status")).isEqualTo("ok");
      assertThat(rows.get(i).get("offset")).isEqualTo("0.0");
    }
    assertThat(Double.parseDouble(typed.value("bits_per_dim")))
        .isCloseTo(mean(rows, "bits_per_dim"), within(1e-12));
  }

  @Test
  void writesTheColumnsOfTheContract() throws IOException {
    Path input = Inputs.images(folder, 3);

    Typed.run("likelihood", "--model", images, "--input", input, "--method", "elbo", "--out", out);

    assertThat(Files.readAllLines(out).get(0)).isEqualTo(COLUMNS);
    CSVRecord row = rows().get(2);
    assertThat(row.get("id")).isEqualTo("2");
    assertThat(row.get("offset")).isEqualTo("8.0");
    assertThat(row.get("drift_norm")).isNotEmpty();
    assertThat(row.get("std_error_bpd")).isNotEmpty();
    assertThat(row.get("converged")).isEqualTo("true");
    // Sixteen times, and one for the gap.
    assertThat(row.get("nfe")).isEqualTo("17");
    double nats = number(row, "prior") + number(row, "divergence") + number(row, "transform");
    assertThat(nats).isCloseTo(number(row, "log_likelihood_nats"), within(1e-9));
    assertThat(-nats / (6 * Math.log(2)) + 8).isCloseTo(number(row, "bits_per_dim"), within(1e-9));
  }

  @Test
  void writesTheTermsOfTheGapAndWhatAnErrorRestsOn() throws IOException {
    Path input = Inputs.images(folder, 2);

    // Of a diagonal Jacobian signs give the exact trace, of which there is no error.
    Typed.run(
        "likelihood",
        "--model",
        images,
        "--input",
        input,
        "--probe",
        "gaussian",
        "--probes",
        4,
        "--out",
        out);

    CSVRecord row = rows().get(1);
    assertThat(number(row, "reconstruction") + number(row, "entropy"))
        .isCloseTo(number(row, "gap"), within(1e-9));
    // y at tMin has the entropy of six normal numbers of deviation 1e-3, as σ² is about 0.1 · 1e-5.
    assertThat(number(row, "entropy"))
        .isCloseTo(3 * Math.log(2 * Math.PI * Math.E * 1.001e-6), within(0.01));
    assertThat(row.get("degrees_of_freedom")).isEqualTo("3.0");
  }

  @Test
  void writesTheTermsOfADiscreteBoundInBits() throws IOException {
    Path input = Inputs.images(folder, 2);

    Typed typed =
        Typed.run(
            "likelihood",
            "--model",
            images,
            "--input",
            input,
            "--method",
            "vlb",
            "--steps",
            50,
            "--out",
            out);

    assertThat(typed.err()).isEmpty();
    CSVRecord row = rows().get(1);
    double bits = number(row, "prior_bpd") + number(row, "steps_bpd") + number(row, "decoder_bpd");
    assertThat(bits).isCloseTo(number(row, "bits_per_dim"), within(1e-12));
    double scale = 6 * Math.log(2);
    assertThat(number(row, "prior_bpd")).isCloseTo(-number(row, "prior") / scale, within(1e-12));
    // Of levels the decoder gives a probability, so transform and offset cancel.
    assertThat(number(row, "decoder_bpd"))
        .isCloseTo(-number(row, "reconstruction") / scale, within(1e-12));
    assertThat(row.get("gap")).isEmpty();
    // Fifty times, and three further draws of the decoder.
    assertThat(row.get("nfe")).isEqualTo("53");
  }

  @ParameterizedTest
  @CsvSource({"4:9,4 5 6", "1::3,1 4 7", "7::2,7 9"})
  void keepsIdsAbsolute(String range, String ids) throws IOException {
    Path input = Inputs.images(folder, 10);

    Typed typed =
        Typed.run(
            "likelihood",
            "--model",
            images,
            "--input",
            input,
            "--rows",
            range,
            "--limit",
            3,
            "--method",
            "elbo",
            "--out",
            out);

    assertThat(typed.value("rows")).isEqualTo(Integer.toString(rows().size()));
    assertThat(rows()).extracting(row -> row.get("id")).containsExactly(ids.split(" "));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64})
  void writesTheSameBytesInEveryBatchSize(int batch) throws IOException {
    Path input = Inputs.images(folder, 7);
    Object[] words = {"likelihood", "--model", images, "--input", input, "--out", out};
    assertThat(Typed.run(words).code()).isZero();
    byte[] expected = Files.readAllBytes(out);

    Typed.run("likelihood", "--model", images, "--input", input, "--out", out, "--batch", batch);

    assertThat(Files.readAllBytes(out)).isEqualTo(expected);
  }

  @Test
  void scoresTheRestWhereAnImageIsBroken() throws IOException {
    Path pictures = Inputs.pictures(folder, 2);
    Files.write(pictures.resolve("1-broken.png"), new byte[] {1, 2, 3});

    Typed typed =
        Typed.run(
            "likelihood", "--model", images, "--input", pictures, "--method", "elbo", "--out", out);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.value("failed")).isEqualTo("1");
    assertThat(typed.err()).singleElement().asString().contains("1 of 3", "1-broken.png");
    List<CSVRecord> rows = rows();
    assertThat(rows)
        .extracting(row -> row.get("id"))
        .containsExactly("0.png", "1-broken.png", "1.png");
    assertThat(rows.get(1).get("status")).isEqualTo("failed");
    assertThat(rows.get(1).get("converged")).isEqualTo("false");
    assertThat(rows.get(1).get("log_likelihood_nats")).isEmpty();
    assertThat(rows.get(1).get("error")).isNotEmpty();
    assertThat(rows.get(2).get("status")).isEqualTo("ok");
  }

  @Test
  void leavesNothingOfATruncatedInput() throws IOException {
    Path input = Inputs.images(folder, 5);
    byte[] whole = Files.readAllBytes(input);
    Files.write(input, Arrays.copyOf(whole, whole.length - 4));

    Typed typed =
        Typed.run(
            "likelihood", "--model", images, "--input", input, "--method", "elbo", "--out", out);

    assertThat(typed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(typed.err()).singleElement().asString().contains(input.toString());
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("scores.csv.partial")).doesNotExist();
  }

  private List<CSVRecord> rows() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var reader = Files.newBufferedReader(out)) {
      return format.parse(reader).getRecords();
    }
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static double mean(List<CSVRecord> rows, String column) {
    return rows.stream().mapToDouble(row -> number(row, column)).average().orElseThrow();
  }
}
