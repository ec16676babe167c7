package dev.driftwood.runtime.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.onnx.GraphCost;
import dev.driftwood.runtime.onnx.ProductGraph;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files, thousands of them: each is read, or refused in one line. */
@Tag("one-jdk")
class BrokenArtefactTest {
  private static final int DAMAGED = 4000;

  static List<Artefact> artefacts() {
    return List.of(
        Artefacts.gaussianPoints(List.of(0.5, -0.25), 0.5), Artefacts.randomImages(1, 4, 4));
  }

  @ParameterizedTest
  @MethodSource("artefacts")
  void refusesEveryTruncation(Artefact artefact) {
    byte[] whole = artefact.bytes();
    // Every length of the small file, and some thousand of the larger one.
    int stride = 1 + whole.length / DAMAGED;
    for (int length = 0; length < whole.length; length += stride) {
      readsOrRefuses(Arrays.copyOf(whole, length), "the first " + length + " bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("artefacts")
  void readsOrRefusesWhateverBytesWereChanged(Artefact artefact) {
    byte[] whole = artefact.bytes();
    for (int seed = 0; seed < DAMAGED; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = whole.clone();
      for (int change = random.nextInt(1, 5); change > 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      readsOrRefuses(damaged, "seed " + seed);
    }
  }

  /** What reads must also be written, counted and differentiated, or be refused there. */
  private static void readsOrRefuses(byte[] bytes, String which) {
    try {
      Artefact read = Artefact.parse(bytes, "model.onnx");
      read.bytes();
      GraphCost.ofDrift(read.graph());
      ProductGraph.of(read.graph());
    } catch (DriftwoodException e) {
      assertThat(e.getMessage()).as(which).isNotBlank().doesNotContain("\n");
    } catch (RuntimeException | Error e) {
      throw new AssertionError(which + " gave " + e, e);
    }
  }
}
