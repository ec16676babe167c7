package dev.driftwood.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.batch.Claim;
import dev.driftwood.runtime.batch.Ending;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.Devices;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.Folder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PlacementTest {
  private static final Optional<Device> CPU = Optional.of(Device.CPU);

  private static final Consumer<Device> NO_CARD =
      device -> {
        if (device.kind() == Device.Kind.CUDA) {
          throw new DriftwoodException("device " + device + " can't be used: no card");
        }
      };

  @Test
  void endsWhereADeviceCannotBeUsed() {
    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> Placement.of(Devices.parse("cuda:1").all(), Optional.empty(), 1, NO_CARD))
        .withMessageContainingAll("cuda:1", "no card", "--fallback cpu");
  }

  @Test
  void findsOutWhetherThereIsACard() {
    // No machine has so many.
    Placement placement = Placement.of(Devices.parse("cuda:999").all(), CPU, 1);

    assertThat(placement.assignments())
        .map(Assignment::toString)
        .containsExactly("cuda:999 -> cpu");
    assertThat(placement.problems())
        .singleElement()
        .asString()
        .startsWith("device cuda:999 can't be used: ")
        .endsWith("; cpu is used instead");
  }

  @Test
  void takesOneSessionOfTheProcessorForAllCardsThatAreMissing() {
    Placement placement = Placement.of(Devices.parse("cuda:0,1").all(), CPU, 3, NO_CARD);

    assertThat(placement.assignments()).hasSize(2).allMatch(Assignment::fellBack);
    assertThat(placement.sessions()).containsExactly(new OrtSettings(Device.CPU, 3));
  }

  @Test
  void sharesTheCoresBetweenSessionsOfTheProcessor() {
    int cores = Runtime.getRuntime().availableProcessors();

    Placement placement =
        Placement.of(Devices.parse("cpu,cpu").all(), Optional.empty(), 0, NO_CARD);

    assertThat(placement.sessions())
        .hasSize(2)
        .allMatch(session -> session.threads() == Math.max(1, cores / 2));
  }

  @Test
  void givesARequestToTheSessionWithTheLeastToDo(@TempDir Path path) {
    try (ModelRepository models = twoSessions(path)) {
      List<ServedModel> sessions = models.sessions();
      SamplePlan plan = SamplePlan.builder().sampler("euler").steps(50).count(20).build();
      try (Lease first = models.lend("points", "")) {
        assertThat(first.served()).isEqualTo(sessions.get(0));
        Claim claim = first.served().shared().admit(plan, 0, inAMinute());
        try (Lease second = models.lend("points", "")) {
          assertThat(second.served()).isEqualTo(sessions.get(1));
        }
        claim.close();
        try (Lease third = models.lend("points", "")) {
          assertThat(third.served()).isEqualTo(sessions.get(0));
        }
      }
    }
  }

  @Test
  void drawsTheSameBitsWhateverTheSession(@TempDir Path path) {
    SamplePlan plan = SamplePlan.builder().sampler("heun").steps(5).count(9).seed(3).build();
    try (ModelRepository models = twoSessions(path)) {
      List<float[]> first = drawn(models.sessions().get(0), plan);

      assertThat(drawn(models.sessions().get(1), plan)).usingRecursiveComparison().isEqualTo(first);
      assertThat(first).hasSize(9);
    }
  }

  private static ModelRepository twoSessions(Path path) {
    new Folder(path).with("points.onnx", Folder.points().bytes());
    Placement two = Placement.of(Devices.parse("cpu,cpu").all(), Optional.empty(), 1);
    return ModelRepository.open(RepositorySettings.of(path, two));
  }

  private static List<float[]> drawn(ServedModel session, SamplePlan plan) {
    List<Sample> samples = new ArrayList<>();
    CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    Ending ending = end::complete;
    Claim claim = session.shared().admit(plan, 0, inAMinute());
    session.shared().sample(plan, RunListener.taking(samples::add), claim, ending);
    assertThat(end.join()).isEmpty();
    claim.close();
    samples.sort(Comparator.comparingLong(Sample::row));
    return samples.stream().map(Sample::values).toList();
  }

  private static long inAMinute() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }
}
