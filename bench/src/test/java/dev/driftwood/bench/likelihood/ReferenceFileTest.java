package dev.driftwood.bench.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFileTest {
  private static final ReferenceKey KEY = key("abc", "steps=320", List.of(1.0, 2.0));

  @TempDir private Path folder;
  private ReferenceFile file;

  @BeforeEach
  void write() {
    file = new ReferenceFile(folder.resolve("reference.csv"));
    Reference reference =
        new Reference(new double[] {1.5, -2}, new double[] {0.1, 1e-7}, new double[] {1, -2.5});
    file.write(reference, KEY);
  }

  @Test
  void isReadBackAsWritten() {
    Reference back = file.read(KEY);
    assertThat(back.nats()).containsExactly(1.5, -2);
    assertThat(back.errors()).containsExactly(0.1, 1e-7);
    assertThat(back.largestChange()).isEqualTo(0.5);
  }

  @Test
  void isNotTakenForAnother() {
    assertRefused(key("def", "steps=320", List.of(1.0, 2.0)), "model abc (expected: of model def;");
    assertRefused(
        key("abc", "steps=40", List.of(1.0, 2.0)), "plan steps=320 (expected: of plan steps=40;");
    assertRefused(key("abc", "steps=320", List.of(1.0, 3.0)), "row 1 ");
    assertRefused(key("abc", "steps=320", List.of(1.0)), "2 rows (expected: of 1 rows;");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Files.writeString(file.path(), "nats,standard_error\n1,2\n");
    assertRefused(KEY, "not a reference (expected: columns [nats, standard_error,");
  }

  private void assertRefused(ReferenceKey key, String why) {
    assertThatThrownBy(() -> file.read(key))
        .isInstanceOf(DriftwoodException.class)
        .hasMessageContaining(why);
  }

  private static ReferenceKey key(String model, String plan, List<Double> rows) {
    return ReferenceKey.of(model, plan, rows.stream().map(it -> new double[] {it, 0.5}).toList());
  }
}
