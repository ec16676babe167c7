package dev.driftwood.bench.serve;

import dev.driftwood.bench.UntrainedModel;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import dev.driftwood.runtime.DriftModel;
import dev.driftwood.runtime.RunListener;
import dev.driftwood.runtime.Sample;
import dev.driftwood.runtime.SamplePlan;
import dev.driftwood.runtime.artefact.Artefact;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.models.ModelRepository;
import dev.driftwood.wire.DrawnSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What serving costs: clients in this process over a real connection, against the same rows drawn
 * in one local run whose samples are encoded as the server encodes them; and step-level batching
 * against the same server taking one request after the other.
 *
 * <p>What is compared runs in turn, and medians of the turns are taken.
 */
public final class ServeBench implements AutoCloseable {
  private final OrtSettings settings;
  private final int repeats;
  private final Path folder;
  private final Artefact artefact;
  private final DriftModel local;

  private ServeBench(Artefact artefact, OrtSettings settings, int repeats, Path folder) {
    this.artefact = artefact;
    this.settings = settings;
    this.repeats = repeats;
    this.folder = folder;
    this.local = DriftModel.of(artefact, settings);
  }

  /**
   * A number of clients.
   *
   * @param clients at a time
   * @param servedRate evaluations a second through the server, median
   * @param localRate of the local run, median
   * @param ratio of the two, the median over turns
   * @param latency seconds of a request that half of them did not exceed
   * @param addedMedian latency beyond the clients' share of the local rate, which half of the
   *     requests did not exceed, seconds
   * @param addedMost the same for 99 of 100
   */
  public record Load(
      int clients,
      double servedRate,
      double localRate,
      double ratio,
      double latency,
      double addedMedian,
      double addedMost) {}

  /**
   * A way of batching.
   *
   * @param joining whether requests shared calls
   * @param rate evaluations a second, median
   * @param latency seconds of a request that half of them did not exceed
   * @param latencyMost the same for 99 of 100
   * @param shortest median latency of the requests with the fewest steps
   */
  public record Way(
      boolean joining, double rate, double latency, double latencyMost, double shortest) {}

  /**
   * A bench for a preset with random weights.
   *
   * @param repeats turns
   * @param folder for the model's file
   */
  public static ServeBench open(String preset, OrtSettings settings, int repeats, Path folder) {
    Artefact artefact = UntrainedModel.of(preset);
    try {
      Files.write(folder.resolve("bench.onnx"), artefact.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ServeBench(artefact, settings, repeats, folder);
  }

  /** Measures numbers of clients that share a workload. */
  public List<Load> loads(Workload work, List<Integer> clients) {
    return served(
        BatchSettings.DEFAULT,
        crowd -> clients.stream().map(count -> load(crowd, work, count)).toList());
  }

  private Load load(Crowd crowd, Workload work, int clients) {
    double[] served = new double[repeats];
    double[] alone = new double[repeats];
    double[] ratios = new double[repeats];
    List<Double> latencies = new ArrayList<>();
    List<Double> added = new ArrayList<>();
    for (int turn = 0; turn < repeats; turn++) {
      double before = local(work);
      Crowd.Tally tally = crowd.run(work, clients);
      double seconds = 0.5 * (before + local(work));
      served[turn] = work.evaluations() / tally.seconds();
      alone[turn] = work.evaluations() / seconds;
      ratios[turn] = served[turn] / alone[turn];
      double share = seconds * Math.min(clients, work.requests()) / work.requests();
      for (double latency : tally.latencies()) {
        latencies.add(latency);
        added.add(latency - share);
      }
    }
    Crowd.Tally beyond = tally(added);
    return new Load(
        clients,
        median(served),
        median(alone),
        median(ratios),
        tally(latencies).quantile(0.5),
        beyond.quantile(0.5),
        beyond.quantile(0.99));
  }

  private static Crowd.Tally tally(List<Double> values) {
    return new Crowd.Tally(0, values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Seconds of a local run for each number of steps, with its encoding. */
  private double local(Workload work) {
    int kinds = work.steps().size();
    long start = System.nanoTime();
    for (int kind = 0; kind < Math.min(kinds, work.requests()); kind++) {
      int requests = (work.requests() - kind + kinds - 1) / kinds;
      SamplePlan plan =
          SamplePlan.builder()
              .sampler("euler")
              .steps(work.steps().get(kind))
              .count((long) requests * work.rows())
              .seed(kind)
              .build();
      local.sample(plan, RunListener.taking(this::encode));
    }
    return 1e-9 * (System.nanoTime() - start);
  }

  private void encode(Sample sample) {
    if (DrawnSamples.encoded(sample, local.description().shape()).length == 0) {
      throw new IllegalStateException("a sample without bytes");
    }
  }

  /** Measures both ways of batching under a workload of mixed steps, in turn. */
  public List<Way> ways(Workload work, int clients) {
    List<List<Crowd.Tally>> tallies = List.of(new ArrayList<>(), new ArrayList<>());
    for (int turn = 0; turn < repeats; turn++) {
      tallies.get(0).add(served(BatchSettings.DEFAULT, crowd -> crowd.run(work, clients)));
      BatchSettings apart = BatchSettings.DEFAULT.oneRequestAtATime();
      tallies.get(1).add(served(apart, crowd -> crowd.run(work, clients)));
    }
    return List.of(way(true, work, tallies.get(0)), way(false, work, tallies.get(1)));
  }

  private static Way way(boolean joining, Workload work, List<Crowd.Tally> tallies) {
    List<Double> all = new ArrayList<>();
    List<Double> shortest = new ArrayList<>();
    int least = work.steps().stream().mapToInt(Integer::intValue).min().orElseThrow();
    for (Crowd.Tally tally : tallies) {
      for (int i = 0; i < tally.latencies().length; i++) {
        all.add(tally.latencies()[i]);
        if (work.steps().get(i % work.steps().size()) == least) {
          shortest.add(tally.latencies()[i]);
        }
      }
    }
    double rate =
        median(tallies.stream().mapToDouble(t -> work.evaluations() / t.seconds()).toArray());
    Crowd.Tally together = tally(all);
    return new Way(
        joining,
        rate,
        together.quantile(0.5),
        together.quantile(0.99),
        tally(shortest).quantile(0.5));
  }

  private <R> R served(BatchSettings batches, Function<Crowd, R> measurement) {
    ModelRepository models = ModelRepository.open(folder, settings, batches, Admission.usual());
    ServerSettings where = ServerSettings.of("127.0.0.1", 0);
    try (DriftwoodServer server = DriftwoodServer.start(models, where)) {
      ServerAddress address = ServerAddress.parse(server.address());
      return measurement.apply(new Crowd(address, ModelName.parse("bench")));
    }
  }

  /** Numbers of an item. */
  public int dimension() {
    return artefact.description().shape().size();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Override
  public void close() {
    local.close();
  }
}
