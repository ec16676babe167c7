package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.sampler.SamplerVariants.Variant;
import dev.driftwood.runtime.solve.RowState;
import dev.driftwood.runtime.solve.SamplingStepper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bits of every sampler, so that none changes unnoticed, nor with the JDK. Where a change is
 * meant, {@code -Ddriftwood.golden=write} writes the table anew.
 */
class GoldenSamplesTest {
  private static final String FILE = "golden-samples.txt";
  private static final String HEAD =
      """
      # SHA-256 of the bits of 16 rows on the exact score of eight modes: 12 steps, or tolerances of 1e-3.
      # A sampler that is new or meant to change:
      #   mvn -pl runtime -am test -Dtest=GoldenSamplesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddriftwood.golden=write
      """;

  @BeforeAll
  static void writeWhereAsked() throws IOException {
    if ("write".equals(System.getProperty("driftwood.golden"))) {
      Map<String, String> hashes = new TreeMap<>();
      steppers()
          .map(Arguments::get)
          .forEach(of -> hashes.put((String) of[0], hash((SamplingStepper<?>) of[1])));
      String table =
          hashes.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
              .collect(Collectors.joining());
      String folder = GoldenSamplesTest.class.getPackageName().replace('.', '/');
      for (String root : new String[] {"src/test/resources", "target/test-classes"}) {
        Files.createDirectories(Path.of(root, folder));
        Files.writeString(Path.of(root, folder, FILE), HEAD + table);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steppers")
  void keepsItsBits(String name, SamplingStepper<?> stepper) {
    assertThat(hash(stepper))
        .as("bits of %s: they changed; see the head of %s", name, FILE)
        .isEqualTo(Table.read(FILE).of(name));
  }

  static Stream<Arguments> steppers() {
    return SamplerVariants.all().flatMap(GoldenSamplesTest::steppers);
  }

  private static Stream<Arguments> steppers(Variant variant) {
    return Ring.steppers(variant.sampler(), 12, 1e-3).stream()
        .map(stepper -> Arguments.of(SamplerVariants.name(variant, stepper), stepper));
  }

  private static <S extends RowState> String hash(SamplingStepper<S> stepper) {
    double[][] rows = Ring.DRAWS.rows(Ring.DRIFT, stepper, 16);
    ByteBuffer bits = ByteBuffer.allocate(rows.length * 2 * Double.BYTES);
    for (double[] row : rows) {
      bits.putDouble(row[0]).putDouble(row[1]);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bits.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
