package dev.driftwood.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.proto.v1.SampleEvent;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.channelz.v1.ChannelzGrpc;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that a server of this machine shows to those who run it. */
@Timeout(120)
class ShownMetricsTest {
  private static final String SAMPLE = "method=\"driftwood.v1.DriftwoodService/Sample\"";
  private static final String POINTS = "model=\"points/12\"";

  @TempDir private Path path;

  @Test
  void showsCallsAndNetworksInNumbersAndConnectionsByChannelz() throws Exception {
    AdminSettings admin = new AdminSettings("127.0.0.1", OptionalInt.of(0), OptionalInt.of(0));
    try (Operated operated = Operated.start(path, how -> how.withAdmin(admin))) {
      Operated.all(operated.stub().sample(Operated.points(5, 7)));
      operated.ended();
      operated.list("authorization", "Bearer none");
      operated.ended();
      Iterator<SampleEvent> refused = operated.stub().sample(Operated.points(-5, 7));
      assertThat(refusal(refused)).contains("count");
      operated.ended();
      Context.CancellableContext leaving = Context.current().withCancellation();
      leaving.run(
          () -> {
            Iterator<SampleEvent> events = operated.stub().sample(Operated.points(5_000, 1000));
            assertThat(events.next().hasAccepted()).isTrue();
            assertThat(events.next()).isNotNull();
          });

      String during = page(operated);
      leaving.cancel(null);
      operated.ended();
      String after = page(operated);

      assertThat(value(during, "driftwood_open_calls", SAMPLE)).hasValue(1);
      assertThat(value(during, "driftwood_open_requests", POINTS)).hasValue(1);
      assertThat(value(during, "driftwood_queued_evaluations", POINTS).orElseThrow()).isPositive();
      assertThat(value(during, "driftwood_backlog_seconds", POINTS).orElseThrow()).isPositive();
      assertThat(value(during, "driftwood_accepted_bytes", POINTS).orElseThrow()).isPositive();
      assertThat(value(after, "driftwood_open_calls", SAMPLE)).hasValue(0);
      assertThat(value(after, "driftwood_calls_total", "code=\"OK\"," + SAMPLE)).hasValue(1);
      assertThat(value(after, "driftwood_calls_total", "code=\"CANCELLED\"," + SAMPLE)).hasValue(1);
      assertThat(value(after, "driftwood_refusals_total", "reason=\"INVALID_FIELD\"")).hasValue(1);
      assertThat(value(after, "driftwood_network_rows_total", POINTS).orElseThrow())
          .isGreaterThanOrEqualTo(35);
      assertThat(value(after, "driftwood_call_seconds_count", "code=\"OK\"," + SAMPLE)).hasValue(1);
      assertThat(value(after, "driftwood_queued_seconds_count", POINTS).orElseThrow()).isPositive();
      assertThat(after)
          .contains("driftwood_step_seconds_bucket{lane=\"drift\"," + POINTS + ",rows=\"8\",le=\"")
          .contains("driftwood_wasted_rows_total{" + POINTS + "}")
          .contains("driftwood_padding_rows_total{model=\"images/1\"} 0.0")
          .contains("jvm_memory_used_bytes");
      String eight = "lane=\"drift\"," + POINTS + ",rows=\"8\"";
      assertThat(value(after, "driftwood_step_seconds_count", eight).orElseThrow()).isPositive();
      requireChannelz(operated);
    }
  }

  private static String refusal(Iterator<SampleEvent> events) {
    try {
      return events.next().toString();
    } catch (io.grpc.StatusRuntimeException e) {
      return String.valueOf(e.getStatus().getDescription());
    }
  }

  private static String page(Operated operated) throws Exception {
    int port = operated.server().metricsPort().orElseThrow();
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** The value of a number with labels, in the order of their names. */
  private static OptionalDouble value(String page, String name, String labels) {
    String start = name + "{" + labels + "} ";
    return page.lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst();
  }

  private static void requireChannelz(Operated operated) {
    int port = operated.server().adminPort().orElseThrow();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      assertThat(
              ChannelzGrpc.newBlockingStub(channel)
                  .getServers(GetServersRequest.getDefaultInstance())
                  .getServerList())
          .anyMatch(server -> server.getData().getCallsStarted() >= 4);
    } finally {
      channel.shutdownNow();
    }
  }
}
