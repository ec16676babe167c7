package dev.driftwood.bench.soak;

import dev.driftwood.bench.UntrainedModel;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.anomaly.EvidencePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.image.ImageItem;
import dev.driftwood.runtime.ort.LiveNatives;
import dev.driftwood.runtime.ort.OrtDrift;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.models.ModelRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Clients that do whatever clients do to a server, by weights and at random, for some time: they
 * ask for little and much, leave, crash, come back, read slowly, have no time, and ask for what
 * can't be. Each answer is compared with what it has to be, bit for bit.
 *
 * @param time for which they do it
 * @param seed of what they do; when it happens is the machine's
 * @param clients at a time
 */
public record Soak(Duration time, long seed, int clients) {
  private static final ModelName MODEL = ModelName.parse("soak");
  private static final int REFERENCE_IMAGES = 60;
  private static final int LOOKS = 200;

  /** The longest pause of a client, milliseconds. */
  private static final int PAUSE = 20;

  /** The longest that calls may take to end once all clients have gone, milliseconds. */
  private static final int END = 10_000;

  /** Checks the ranges. */
  public Soak {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("minutes: " + time + " (expected: above 0)");
    }
    if (!(clients >= 1)) {
      throw new IllegalArgumentException("clients: " + clients + " (expected: >= 1)");
    }
  }

  /** Visits the first model that a server elsewhere lists. */
  public SoakReport of(ServerAddress server) {
    try (DriftwoodClient client = DriftwoodClient.connect(server)) {
      return of(server, ModelName.parse(client.models().get(0).name()));
    }
  }

  /** Visits a server that runs elsewhere; its first answers are what later ones are compared to. */
  public SoakReport of(ServerAddress server, ModelName model) {
    Expected expected;
    try (DriftwoodClient client = DriftwoodClient.connect(server)) {
      expected = Expected.of(client, model);
    }
    Journal journal = new Journal();
    long start = System.nanoTime();
    visits(server, model, expected, journal, new ArrayList<>());
    return report(start, journal, List.of());
  }

  /**
   * Visits a server in this process, of a preset with random weights.
   *
   * @param folder for the model's file
   */
  public SoakReport here(String preset, OrtSettings settings, Path folder) {
    Artefact artefact = calibrated(UntrainedModel.of(preset), settings);
    Expected expected;
    try (DriftModel model = DriftModel.of(artefact, settings)) {
      expected = Expected.of(model);
    }
    try {
      Files.write(folder.resolve(MODEL.name() + ".onnx"), artefact.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModelRepository models = ModelRepository.open(folder, settings);
    try (DriftwoodServer server =
        DriftwoodServer.start(models, ServerSettings.of("127.0.0.1", 0))) {
      return here(models, ServerAddress.parse(server.address()), expected);
    }
  }

  private SoakReport here(ModelRepository models, ServerAddress address, Expected expected) {
    Journal journal = new Journal();
    List<Double> memory = new ArrayList<>();
    long natives = LiveNatives.ofRuns();
    long start = System.nanoTime();
    visits(address, MODEL, expected, journal, memory);
    for (int i = 0; i < END / 10 && left(models, natives); i++) {
      Visitor.rest(10);
    }
    int tenth = Math.max(1, memory.size() / 10);
    SoakReport.ServerState state =
        new SoakReport.ServerState(
            mean(memory.subList(0, tenth)),
            mean(memory.subList(memory.size() - tenth, memory.size())),
            LiveNatives.ofRuns() - natives,
            open(models));
    return report(start, journal, List.of(state));
  }

  private static boolean left(ModelRepository models, long natives) {
    return open(models) > 0 || LiveNatives.ofRuns() != natives;
  }

  private static int open(ModelRepository models) {
    return models.models().stream().mapToInt(each -> each.shared().backlog().open()).sum();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static Artefact calibrated(Artefact artefact, OrtSettings settings) {
    try (DriftModel raw = DriftModel.of(artefact, settings)) {
      List<ImageItem> images =
          List.copyOf(Expected.images(raw.description().shape(), REFERENCE_IMAGES, 1));
      return raw.calibrate(images.iterator(), EvidencePlan.DEFAULT, 32, RunListener.none())
          .artefact();
    }
  }

  private void visits(
      ServerAddress server,
      ModelName model,
      Expected expected,
      Journal journal,
      List<Double> memory) {
    long end = System.nanoTime() + time.toNanos();
    SplittableRandom random = new SplittableRandom(seed);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<CompletableFuture<Void>> ends = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        SplittableRandom own = random.split();
        ends.add(
            CompletableFuture.runAsync(
                () -> visits(server, model, expected, journal, own, end), threads));
      }
      int pause = (int) Math.min(1_000, Math.max(1, time.toMillis() / LOOKS));
      while (System.nanoTime() - end < 0) {
        memory.add(OrtDrift.residentBytes());
        Visitor.rest(pause);
      }
      ends.forEach(CompletableFuture::join);
    } finally {
      threads.shutdown();
    }
  }

  private static void visits(
      ServerAddress server,
      ModelName model,
      Expected expected,
      Journal journal,
      SplittableRandom random,
      long end) {
    try (DriftwoodClient client = DriftwoodClient.connect(server)) {
      Visitor visitor = new Visitor(server, model, expected, client, random);
      while (System.nanoTime() - end < 0) {
        Scenario scenario = Scenario.draw(random);
        long start = System.nanoTime();
        Outcome outcome = visitor.visit(scenario, journal::surprise);
        journal.add(scenario, outcome, 1e-9 * (System.nanoTime() - start));
        Visitor.rest(random.nextInt(PAUSE));
      }
    }
  }

  private static SoakReport report(
      long start, Journal journal, List<SoakReport.ServerState> server) {
    double seconds = 1e-9 * (System.nanoTime() - start);
    return new SoakReport(seconds, journal.lines(), journal.surprises(), server);
  }
}
