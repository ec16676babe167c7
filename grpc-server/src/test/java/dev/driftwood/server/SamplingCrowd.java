package dev.driftwood.server;

import dev.driftwood.proto.v1.Accepted;
import dev.driftwood.proto.v1.ModelRef;
import dev.driftwood.proto.v1.SampleEvent;
import dev.driftwood.proto.v1.SampleRequest;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Clients that sample in a loop and compare each answer, bit by bit, with what the model that the
 * answer names draws locally.
 */
final class SamplingCrowd implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final int SEEDS = 5;
  private static final int ROWS = 3;
  private static final int STEPS = 20;

  private final InProcess server;
  private final List<String> names;
  private final Map<String, List<Map<Long, float[]>>> expected = new HashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> digests = new ConcurrentSkipListSet<>();
  private volatile boolean ending;

  private SamplingCrowd(InProcess server, List<Artefact> variants, List<String> names) {
    this.server = server;
    this.names = names;
    for (Artefact variant : variants) {
      try (DriftModel model = DriftModel.of(variant, Folder.SETTINGS)) {
        expected.put(
            variant.digest(),
            IntStream.range(0, SEEDS).mapToObj(seed -> drawn(model, seed)).toList());
      }
    }
  }

  private static Map<Long, float[]> drawn(DriftModel model, int seed) {
    SamplePlan plan =
        SamplePlan.builder().sampler("euler").steps(STEPS).count(ROWS).seed(seed).build();
    Map<Long, float[]> rows = new HashMap<>();
    for (Sample row : model.sample(plan).rows()) {
      rows.put(row.row(), row.values());
    }
    return rows;
  }

  /** Begins. */
  static SamplingCrowd start(InProcess server, List<Artefact> variants, List<String> names) {
    SamplingCrowd crowd = new SamplingCrowd(server, variants, names);
    for (int client = 0; client < CLIENTS; client++) {
      int number = client;
      crowd.threads.execute(() -> crowd.sampleOn(number));
    }
    return crowd;
  }

  private void sampleOn(int client) {
    for (int i = client; !ending; i++) {
      try {
        sample(names.get(i % names.size()), i % SEEDS);
        answers.incrementAndGet();
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
  }

  private void sample(String name, int seed) {
    SampleRequest request =
        SampleRequest.newBuilder()
            .setModel(ModelRef.newBuilder().setName(name))
            .setSampler("euler")
            .setSteps(STEPS)
            .setCount(ROWS)
            .setSeed(seed)
            .build();
    Iterator<SampleEvent> events = server.blocking().sample(request);
    Accepted accepted = events.next().getAccepted();
    digests.add(accepted.getModelDigest());
    Map<Long, float[]> rows = expected.get(accepted.getModelDigest()).get(seed);
    int seen = 0;
    while (events.hasNext()) {
      SampleEvent event = events.next();
      if (event.hasSample()) {
        seen++;
        long row = event.getSample().getRow();
        requireSame(rows.get(row), event.getSample().getImage().getFloat32().toByteArray());
      }
    }
    if (seen != ROWS) {
      throw new IllegalStateException(seen + " rows");
    }
  }

  private static void requireSame(float[] wanted, byte[] bytes) {
    ByteBuffer got = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : wanted) {
      float other = got.getFloat();
      if (Float.floatToRawIntBits(value) != Float.floatToRawIntBits(other)) {
        throw new IllegalStateException(value + " became " + other);
      }
    }
  }

  /** Waits for so many further answers, or for a failure. */
  void awaitMore(int count) throws InterruptedException {
    int enough = answers.get() + count;
    while (answers.get() < enough && failures.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Lets the last requests end. */
  void end() throws InterruptedException {
    ending = true;
    threads.shutdown();
    threads.awaitTermination(30, TimeUnit.SECONDS);
  }

  int answers() {
    return answers.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Of the models that answered. */
  Set<String> digests() {
    return Set.copyOf(digests);
  }

  @Override
  public void close() {
    ending = true;
    threads.shutdownNow();
  }
}
