package dev.driftwood.gateway;

import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered where the gateway itself fails, or is asked for what it has not. */
record FailureAnswers(int bodyBytes) implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailureAnswers.class);

  @Override
  public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable thrown) {
    Throwable cause = Exceptions.peel(thrown);
    return response(ctx, cause).toHttpResponse();
  }

  private AggregatedHttpResponse response(ServiceRequestContext ctx, Throwable cause) {
    if (cause instanceof ContentTooLargeException) {
      return tooLarge();
    }
    if (cause instanceof HttpStatusException early) {
      HttpStatus status = early.httpStatus();
      return status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
          ? tooLarge()
          : JsonErrors.response(JsonErrors.of(code(status), status.reasonPhrase()));
    }
    return JsonErrors.response(status(ctx, cause));
  }

  private static Status status(ServiceRequestContext ctx, Throwable cause) {
    if (cause instanceof BadBody bad) {
      return bad.status();
    }
    if (cause instanceof RequestTimeoutException) {
      return JsonErrors.of(Code.DEADLINE_EXCEEDED, "the body did not arrive in time");
    }
    if (cause instanceof ShuttingDownException) {
      return Requests.stopping();
    }
    if (cause instanceof ClosedStreamException || ctx.isCancelled()) {
      return JsonErrors.of(Code.CANCELLED, "the reader has gone");
    }
    LOG.error("the gateway failed", cause);
    return JsonErrors.of(Code.INTERNAL, "internal error");
  }

  private AggregatedHttpResponse tooLarge() {
    String message =
        "body: too large (expected: at most %d bytes on this server)".formatted(bodyBytes);
    return JsonErrors.response(
        JsonErrors.of(Code.OUT_OF_RANGE, message), HttpStatus.REQUEST_ENTITY_TOO_LARGE);
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String reason = description == null ? status.reasonPhrase() : description;
    return status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)
        ? tooLarge()
        : JsonErrors.response(JsonErrors.of(code(status), reason));
  }

  private static Code code(HttpStatus status) {
    return switch (status.code()) {
      case 403 -> Code.PERMISSION_DENIED;
      case 404 -> Code.NOT_FOUND;
      case 405, 501 -> Code.UNIMPLEMENTED;
      case 413 -> Code.OUT_OF_RANGE;
      case 429 -> Code.RESOURCE_EXHAUSTED;
      case 503 -> Code.UNAVAILABLE;
      default -> status.isClientError() ? Code.INVALID_ARGUMENT : Code.INTERNAL;
    };
  }
}
