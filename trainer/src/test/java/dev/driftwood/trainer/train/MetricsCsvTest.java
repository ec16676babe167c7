package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCsvTest {
  private static final String HEADER =
      "iteration,loss,gradient_norm,learning_rate,images_per_second,waiting_share,resident_mb,"
          + "elapsed_s,figure";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void prepare() {
    file = folder.resolve("metrics.csv");
  }

  @Test
  void dropsRowsAfterTheStepThatItGoesOnFrom() throws IOException {
    MetricsCsv csv = new MetricsCsv(file, List.of("figure"), 0);
    csv.add(5, Collections.nCopies(8, 0.5));
    csv.add(10, Collections.nCopies(8, Double.NaN));
    csv.add(15, Collections.nCopies(8, 1.0));

    new MetricsCsv(file, List.of("figure"), 10);

    assertThat(Files.readAllLines(file))
        .containsExactly(HEADER, "5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5", "10,,,,,,,,");
  }

  /** A row that a kill cut off begins with a smaller number than it had. */
  @Test
  void dropsARowThatWasCutOff() throws IOException {
    Files.writeString(file, HEADER + "\n5,1,1,1,1,1,1,1,1\n1");

    new MetricsCsv(file, List.of("figure"), 10);

    assertThat(Files.readAllLines(file)).containsExactly(HEADER, "5,1,1,1,1,1,1,1,1");
  }

  @Test
  void movesColumnsOfAnEarlierVersion() throws IOException {
    Files.writeString(file, "iteration,loss,images_per_second,figure,gone\n5,0.1,200,7,8\n");

    new MetricsCsv(file, List.of("figure"), 10);

    assertThat(Files.readAllLines(file)).containsExactly(HEADER, "5,0.1,,,200,,,,7");
  }

  @Test
  void namesWhatIsNoRow() throws IOException {
    Files.writeString(file, HEADER + "\nfive,1,1,1,1,1,1,1,1\n");

    assertThatThrownBy(() -> new MetricsCsv(file, List.of("figure"), 10))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContainingAll("metrics.csv", "'five'");
  }
}
