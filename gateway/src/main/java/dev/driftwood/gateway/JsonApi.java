package dev.driftwood.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.proto.v1.GetModelRequest;
import dev.driftwood.proto.v1.ListModelsRequest;
import dev.driftwood.proto.v1.SampleRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The four methods over HTTP. Each makes a call of the service, so what is refused, how long it may
 * take and what becomes of it when its reader goes is the same as over gRPC.
 *
 * <pre>
 * GET  /v1/models                GET  /v1/models/{name}
 * POST /v1/models/{name}:sample  POST /v1/models/{name}:score
 * </pre>
 */
final class JsonApi {
  /** For a body to arrive in. */
  private static final Duration ARRIVAL = Duration.ofSeconds(30);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final LocalService service;
  private final Duration longest;

  JsonApi(LocalService service, Duration longest) {
    this.service = service;
    this.longest = longest;
  }

  void bind(ServerBuilder server) {
    server.route().get("/v1/models").build((HttpService) this::list);
    server.route().get("/v1/models/{name}").build((HttpService) this::describe);
    post(server, "sample", this::sample);
    post(server, "score", this::score);
  }

  private static void post(ServerBuilder server, String verb, HttpService service) {
    server
        .route()
        .path("regex:^/v1/models/(?<name>[^/]+):" + verb + "$")
        .methods(HttpMethod.POST)
        .build(service);
  }

  private HttpResponse list(ServiceRequestContext ctx, HttpRequest request) {
    RequestBody body = new RequestBody(ctx.queryParams(), Optional.empty());
    ListModelsRequest message = body.message(ListModelsRequest.getDefaultInstance());
    return reply(ctx, DriftwoodServiceGrpc.getListModelsMethod(), message);
  }

  private HttpResponse describe(ServiceRequestContext ctx, HttpRequest request) {
    GetModelRequest message = body(ctx).message(GetModelRequest.getDefaultInstance());
    return reply(ctx, DriftwoodServiceGrpc.getGetModelMethod(), message);
  }

  private <Q, A extends Message> HttpResponse reply(
      ServiceRequestContext ctx, MethodDescriptor<Q, A> method, Q message) {
    ClientCall<Q, A> call = call(ctx, method);
    Reply<A> reply = new Reply<>();
    start(ctx, call, reply);
    send(call, List.of(message));
    return HttpResponse.of(reply.response());
  }

  private HttpResponse sample(ServiceRequestContext ctx, HttpRequest request) {
    return stream(
        ctx,
        request,
        DriftwoodServiceGrpc.getSampleMethod(),
        body -> List.of(body(ctx).message(body, SampleRequest.getDefaultInstance())));
  }

  private HttpResponse score(ServiceRequestContext ctx, HttpRequest request) {
    return stream(ctx, request, DriftwoodServiceGrpc.getLogLikelihoodMethod(), body(ctx)::images);
  }

  /** What is asked for, out of a body; throws where that can't be read. */
  private interface Reading<Q> {
    List<Q> messages(AggregatedHttpRequest body);
  }

  private <Q, A extends Message> HttpResponse stream(
      ServiceRequestContext ctx,
      HttpRequest request,
      MethodDescriptor<Q, A> method,
      Reading<Q> reading) {
    ctx.setRequestTimeout(ARRIVAL);
    ClientCall<Q, A> call = call(ctx, method);
    Relay<A> relay = new Relay<>(call, Framing.of(ctx.request().headers()));
    // Who may not call is told so before anything of the body is read.
    start(ctx, call, relay);
    request
        .aggregate()
        .thenAcceptAsync(
            body -> {
              List<Q> messages = reading.messages(body);
              ctx.clearRequestTimeout();
              send(call, messages);
            },
            ctx.blockingTaskExecutor())
        .exceptionally(
            failure -> {
              relay.fail(failure);
              call.cancel("the request can't be read", failure);
              return null;
            });
    return HttpResponse.of(relay.response());
  }

  private static RequestBody body(ServiceRequestContext ctx) {
    return new RequestBody(ctx.queryParams(), Optional.ofNullable(ctx.pathParam("name")));
  }

  private <Q, A> ClientCall<Q, A> call(ServiceRequestContext ctx, MethodDescriptor<Q, A> method) {
    return service.call(method, new Timeout(longest).options(ctx.request().headers()));
  }

  private static <Q, A> void start(
      ServiceRequestContext ctx, ClientCall<Q, A> call, ClientCall.Listener<A> listener) {
    call.start(new RequestName<>(ctx, listener), metadata(ctx));
    // Of a reader who has left, or of a request that is over, when cancelling does nothing.
    ctx.whenRequestCancelled().thenAccept(cause -> call.cancel("the reader has gone", cause));
    // One for the relay to begin with; a reply needs one more to see that there is no other.
    call.request(2);
  }

  private static <Q, A> void send(ClientCall<Q, A> call, List<Q> messages) {
    messages.forEach(call::sendMessage);
    call.halfClose();
  }

  /** Who asks, in the words of gRPC. */
  private static Metadata metadata(ServiceRequestContext ctx) {
    Metadata metadata = new Metadata();
    String authorization = ctx.request().headers().get("authorization");
    if (authorization != null) {
      metadata.put(AUTHORIZATION, authorization);
    }
    RequestName.tell(ctx, metadata);
    Peer.tell(ctx, metadata);
    return metadata;
  }
}
