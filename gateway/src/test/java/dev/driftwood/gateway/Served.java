package dev.driftwood.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwood.runtime.batch.Admission;
import dev.driftwood.runtime.batch.BatchSettings;
import dev.driftwood.runtime.fixture.Artefacts;
import dev.driftwood.runtime.ort.Device;
import dev.driftwood.runtime.ort.OrtSettings;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.OperatingSettings;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.access.CallObserver;
import dev.driftwood.server.access.FinishedCall;
import dev.driftwood.server.models.ModelRepository;
import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A gateway on this machine for points of 2 and of 4096 dimensions and grey images of 4 by 4. */
final class Served implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CENTURY = Duration.ofDays(36_500);

  private final DriftwoodServer server;
  private final Gateway gateway;
  private final AtomicInteger sent = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();

  private final BlockingQueue<FinishedCall> ended = new LinkedBlockingQueue<>();

  private Served(Path folder, Optional<String> origin, UnaryOperator<ServerSettings> how)
      throws IOException {
    Files.write(
        folder.resolve("points.onnx"), Artefacts.gaussianPoints(List.of(0.0, 0.0), 1).bytes());
    Files.write(folder.resolve("images.onnx"), Artefacts.randomImages(1, 4, 4).bytes());
    Files.write(
        folder.resolve("large.onnx"),
        Artefacts.gaussianPoints(Collections.nCopies(4096, 0.0), 1).bytes());
    ModelRepository models =
        ModelRepository.open(
            folder,
            new OrtSettings(Device.CPU, 1),
            BatchSettings.DEFAULT.withMostRows(8),
            new Admission(CENTURY, Long.MAX_VALUE / 4));
    ServerSettings settings =
        how.apply(
            ServerSettings.of("127.0.0.1", 0)
                .withLongest(CENTURY)
                .withDrain(Duration.ofSeconds(1))
                .withOperation(OperatingSettings.DEFAULT.withObservers(List.of(new Kept(ended)))));
    server = DriftwoodServer.start(models, settings);
    GatewaySettings web =
        GatewaySettings.of("127.0.0.1", 0)
            .withOrigin(origin)
            .withLimits(1 << 16, CENTURY, settings.drain());
    gateway =
        Gateway.start(ServerInterceptors.intercept(server.service(), new SendCounter(sent)), web);
    server.add(gateway);
  }

  private record Kept(BlockingQueue<FinishedCall> ended) implements CallObserver {
    @Override
    public void ended(FinishedCall call) {
      ended.add(call);
    }
  }

  static Served start(Path folder) throws IOException {
    return new Served(
        folder, Optional.of("https://friend.example"), settings -> settings.withCalls(16));
  }

  static Served start(Path folder, int calls) throws IOException {
    return with(folder, settings -> settings.withCalls(calls));
  }

  static Served with(Path folder, UnaryOperator<ServerSettings> how) throws IOException {
    return new Served(folder, Optional.empty(), how);
  }

  DriftwoodServer server() {
    return server;
  }

  /** The call of an id, once it has ended. */
  FinishedCall ended(String id) throws InterruptedException {
    FinishedCall call;
    do {
      call = Optional.ofNullable(ended.poll(60, TimeUnit.SECONDS)).orElseThrow();
    } while (!call.id().equals(id));
    return call;
  }

  HttpClient client() {
    return client;
  }

  int port() {
    return gateway.port();
  }

  /** Messages that the service has sent. */
  int sent() {
    return sent.get();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.url()).resolve(path));
  }

  HttpResponse<String> get(String path) {
    return send(request(path).build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private record SendCounter(AtomicInteger sent) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return next.startCall(
          new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {
              sent.incrementAndGet();
              super.sendMessage(message);
            }
          },
          headers);
    }
  }
}
