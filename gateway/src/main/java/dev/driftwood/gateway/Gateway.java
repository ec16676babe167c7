package dev.driftwood.gateway;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.Door;
import dev.driftwood.wire.StatusDetails;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A running gateway: the service over gRPC-Web, binary and text, and over HTTP and JSON ({@link
 * JsonApi}), and a page at {@code /}. It has a port of its own and adds no rules: every request is
 * a call of the same service.
 */
public final class Gateway implements Door, AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final int CALLS_PER_CONNECTION = 128;
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  /** For requests that were on their way when no more were to be taken. */
  private static final Duration QUIET = Duration.ofMillis(100);

  /** For requests that were cut to be over. */
  private static final Duration TO_CUT_CALLS = Duration.ofSeconds(5);

  /** Nothing but what comes from here, and nobody's frame around it. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private final GatewaySettings settings;
  private final LocalService local;
  private final Requests requests = new Requests();
  private final Server server;

  private Gateway(ServerServiceDefinition service, GatewaySettings settings) {
    this.settings = settings;
    this.local = new LocalService(service);
    this.server = build(service);
  }

  /**
   * Starts a gateway.
   *
   * @param service as calls of gRPC reach it, with whatever intercepts them
   * @throws DriftwoodException where it can't listen there
   */
  public static Gateway start(ServerServiceDefinition service, GatewaySettings settings) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      throw new DriftwoodException(
          settings.host() + ": unknown host (expected: an address of this machine)");
    }
    Gateway started = new Gateway(service, settings);
    try {
      started.server.start().join();
      return started;
    } catch (CompletionException e) {
      started.local.close();
      throw new DriftwoodException(
          "%s: can't listen there: %s (expected: a free port; choose another, or 0 for any)"
              .formatted(settings.address(settings.port()), e.getCause()),
          e);
    }
  }

  private Server build(ServerServiceDefinition service) {
    ServerBuilder server =
        Server.builder()
            .http(new InetSocketAddress(settings.host(), settings.port()))
            .disableServerHeader()
            .maxNumConnections(CONNECTIONS)
            .http2MaxStreamsPerConnection(CALLS_PER_CONNECTION)
            .maxRequestLength(settings.bodyBytes())
            .requestTimeout(settings.longest())
            .gracefulShutdownTimeout(QUIET, settings.drain().plus(TO_CUT_CALLS))
            .errorHandler(new FailureAnswers(settings.bodyBytes()))
            // What is not the caller's to mend, the handler logs.
            .unloggedExceptionsReportInterval(Duration.ZERO);
    new JsonApi(local, settings.longest()).bind(server);
    server.service(web(service));
    server.serviceUnder("/", page());
    settings.origin().ifPresent(origin -> server.decorator(cors(origin)::apply));
    server.decorator(Visitors.of(settings.host(), settings.origin()));
    server.decorator(requests);
    server.decorator(
        (next, ctx, request) -> {
          ctx.mutateAdditionalResponseHeaders(Gateway::secure);
          return next.serve(ctx, request);
        });
    return server.build();
  }

  private GrpcService web(ServerServiceDefinition service) {
    return GrpcService.builder()
        .addService(ServerInterceptors.intercept(service, Peer.ofRequest()))
        .supportedSerializationFormats(
            GrpcSerializationFormats.PROTO_WEB, GrpcSerializationFormats.PROTO_WEB_TEXT)
        .maxRequestMessageLength(settings.messageBytes())
        // A handler only checks and hands over, but checking may decode images.
        .useBlockingTaskExecutor(true)
        .build();
  }

  private static HttpService page() {
    HttpService nothing =
        (ctx, request) ->
            JsonErrors.response(JsonErrors.of(Code.NOT_FOUND, ctx.path() + ": nothing is here"))
                .toHttpResponse();
    HttpService files =
        FileService.builder(Gateway.class.getClassLoader(), "dev/driftwood/gateway/page")
            .cacheControl(ServerCacheControl.REVALIDATED)
            .build()
            .orElse(nothing);
    return (ctx, request) ->
        READING.contains(request.method())
            ? files.serve(ctx, request)
            : nothing.serve(ctx, request);
  }

  private static Function<? super HttpService, CorsService> cors(String origin) {
    return CorsService.builder(origin)
        .allowRequestMethods(HttpMethod.GET, HttpMethod.POST)
        .allowRequestHeaders(
            "accept",
            "authorization",
            "content-type",
            "grpc-timeout",
            "x-grpc-web",
            "x-user-agent",
            RequestName.HEADER)
        .exposeHeaders(
            "grpc-status",
            "grpc-message",
            "grpc-status-details-bin",
            StatusDetails.PUSHBACK_NAME,
            "retry-after",
            RequestName.HEADER)
        .maxAge(Duration.ofHours(1))
        .newDecorator();
  }

  private static void secure(HttpHeadersBuilder headers) {
    headers.set("content-security-policy", CONTENT_POLICY);
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-opener-policy", "same-origin");
  }

  /** The port it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  /** Where its page is. */
  public String url() {
    return "http://" + settings.address(port()) + "/";
  }

  @Override
  public void stopTaking() {
    requests.close();
    // Stopping twice is waiting for the same end.
    server.stop();
  }

  @Override
  public boolean await(Duration time) throws InterruptedException {
    try {
      server.stop().get(time.toNanos(), TimeUnit.NANOSECONDS);
      return !requests.wereCut();
    } catch (TimeoutException e) {
      // Without any, it only waits whether one is on its way.
      return requests.none() && !requests.wereCut();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the gateway can't stop", e);
    }
  }

  @Override
  public void cut() {
    requests.close();
    local.close();
    requests.cut();
  }

  /** Refuses new requests, waits for running ones and cuts those that take too long. */
  @Override
  public void close() {
    stopTaking();
    try {
      await(settings.drain());
      cut();
      await(TO_CUT_CALLS);
    } catch (InterruptedException e) {
      cut();
      Thread.currentThread().interrupt();
    }
  }
}
