package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.SampleEvent;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that comes to its end, and connections that do. */
@Timeout(60)
class EndedServerTest {
  @TempDir private Path path;

  @Test
  void saysThatItStopsBeforeItDoesAndWaitsForWhatRuns() throws Exception {
    try (Operated operated =
        Operated.start(path, how -> how.withDrainDelay(Duration.ofSeconds(2)))) {
      CompletableFuture<Void> closing = CompletableFuture.runAsync(operated.server()::close);
      awaitNotServing(operated);

      // New calls are taken meanwhile, and whoever waits for the end does so.
      assertThat(operated.list()).isEmpty();
      closing.get(20, TimeUnit.SECONDS);
      operated.server().awaitTermination();
      assertThat(operated.server().drained()).isTrue();
      assertThat(operated.list()).isPresent();
    }
  }

  private static void awaitNotServing(Operated operated) {
    HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(operated.channel());
    ServingStatus status = ServingStatus.SERVING;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && status != ServingStatus.NOT_SERVING) {
      status = health.check(HealthCheckRequest.getDefaultInstance()).getStatus();
    }
    assertThat(status).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void knowsThatItCutCalls() {
    try (Operated operated =
        Operated.with(path, settings -> settings.withDrain(Duration.ofMillis(50)))) {
      Iterator<SampleEvent> events = operated.stub().sample(Operated.points(5_000, 1000));
      assertThat(events.next().hasAccepted()).isTrue();

      operated.server().close();

      assertThat(operated.server().drained()).isFalse();
    }
  }

  @Test
  void asksClientsToConnectAnew() throws Exception {
    TransportSettings usual = TransportSettings.DEFAULT;
    TransportSettings brief =
        new TransportSettings(
            usual.callsPerConnection(),
            usual.keepAlive(),
            usual.keepAliveTimeout(),
            usual.clientKeepAlive(),
            usual.handshake(),
            Optional.of(Duration.ofMillis(200)),
            usual.ageGrace());
    try (Operated operated = Operated.start(path, how -> how.withTransport(brief))) {
      operated.list();
      String first = operated.ended().peer();
      String later = first;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (System.nanoTime() < end && later.equals(first)) {
        operated.list();
        later = operated.ended().peer();
      }
      assertThat(later).isNotEqualTo(first);
    }
  }
}
