package dev.driftwood.gateway;

import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The requests that run, so that new ones can be refused and these be ended. Thread-safe. */
final class Requests implements DecoratingHttpServiceFunction {
  /** For the reader of a stream to be told why it ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Set<ServiceRequestContext> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile boolean cut;

  @Override
  public HttpResponse serve(HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    if (closed) {
      return JsonErrors.response(stopping()).toHttpResponse();
    }
    running.add(ctx);
    ctx.log().whenComplete().thenRun(() -> running.remove(ctx));
    if (cut) {
      end(ctx);
    }
    return service.serve(ctx, request);
  }

  /** What new ones are told then. */
  static Status stopping() {
    return JsonErrors.of(Code.UNAVAILABLE, "the server stops");
  }

  /** Whether none runs. */
  boolean none() {
    return running.isEmpty();
  }

  /** Takes no more. */
  void close() {
    closed = true;
  }

  /** Ends those that run. */
  void cut() {
    cut = true;
    running.forEach(Requests::end);
  }

  /** Whether those that ran had to end. */
  boolean wereCut() {
    return cut;
  }

  private static void end(ServiceRequestContext ctx) {
    if (ctx.config().service().as(GrpcService.class) != null) {
      ctx.cancel();
    } else {
      // The service that was called tells the reader of its end, if the reader still reads.
      ctx.setRequestTimeout(TimeoutMode.SET_FROM_NOW, LAST_WORDS);
    }
  }
}
