package dev.driftwood.bench.serve;

import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ModelName;
import dev.driftwood.client.ServerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients in this process, each with a connection of its own, that share a workload: each takes the
 * next request when it has its last answer.
 */
final class Crowd {
  private final ServerAddress server;
  private final ModelName model;

  Crowd(ServerAddress server, ModelName model) {
    this.server = server;
    this.model = model;
  }

  /**
   * What came of it.
   *
   * @param seconds from the first request to the last answer
   * @param latencies seconds of each request, in the order of the workload
   */
  record Tally(double seconds, double[] latencies) {
    /** The latency that a part of requests did not exceed. */
    double quantile(double part) {
      double[] sorted = latencies.clone();
      Arrays.sort(sorted);
      return sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
    }
  }

  Tally run(Workload work, int clients) {
    double[] latencies = new double[work.requests()];
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<DriftwoodClient> connections = new ArrayList<>();
    try {
      for (int client = 0; client < clients; client++) {
        DriftwoodClient connection = DriftwoodClient.connect(server);
        connection.models();
        connections.add(connection);
      }
      long start = System.nanoTime();
      List<CompletableFuture<Void>> ends =
          connections.stream()
              .map(c -> CompletableFuture.runAsync(() -> work(c, work, next, latencies), threads))
              .toList();
      ends.forEach(CompletableFuture::join);
      return new Tally(1e-9 * (System.nanoTime() - start), latencies);
    } finally {
      connections.forEach(DriftwoodClient::close);
      threads.shutdown();
    }
  }

  private void work(DriftwoodClient client, Workload work, AtomicInteger next, double[] latencies) {
    for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
      long start = System.nanoTime();
      client.sample(model, work.plan(i));
      latencies[i] = 1e-9 * (System.nanoTime() - start);
    }
  }
}
