package dev.driftwood.server;

import io.grpc.Attributes;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service whose callers are told that what they sent is no message. gRPC itself ends such a call
 * as an unknown error of the server.
 */
final class ParsedRequests {
  private ParsedRequests() {}

  /** The service with its methods' requests read here. */
  static ServerServiceDefinition of(BindableService service) {
    ServerServiceDefinition bound = service.bindService();
    List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
    bound.getMethods().forEach(method -> methods.add(reading(method)));
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(bound.getServiceDescriptor().getName())
            .setSchemaDescriptor(bound.getServiceDescriptor().getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder definition =
        ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(definition::addMethod);
    return definition.build();
  }

  private static <Q, A> ServerMethodDefinition<?, ?> reading(ServerMethodDefinition<Q, A> method) {
    MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
    MethodDescriptor<Read<Q>, A> wire =
        descriptor.toBuilder(new Reading<>(descriptor), descriptor.getResponseMarshaller()).build();
    ServerCallHandler<Q, A> handler = method.getServerCallHandler();
    return ServerMethodDefinition.create(
        wire,
        (call, headers) -> {
          Call<Q, A> inner = new Call<>(call, descriptor);
          return new Listener<>(inner, handler.startCall(inner, headers));
        });
  }

  /** A message, if it is one. */
  private record Read<Q>(Optional<Q> message) {}

  private record Reading<Q>(MethodDescriptor<Q, ?> method)
      implements MethodDescriptor.Marshaller<Read<Q>> {
    @Override
    public InputStream stream(Read<Q> value) {
      return method.streamRequest(value.message().orElseThrow());
    }

    @Override
    public Read<Q> parse(InputStream stream) {
      try {
        return new Read<>(Optional.of(method.parseRequest(stream)));
      } catch (StatusRuntimeException e) {
        return new Read<>(Optional.empty());
      }
    }
  }

  /** Ends its call at the first message that is none. */
  private static final class Listener<Q> extends ServerCall.Listener<Read<Q>> {
    private final Call<Q, ?> call;
    private final ServerCall.Listener<Q> inner;
    private boolean refused;

    Listener(Call<Q, ?> call, ServerCall.Listener<Q> inner) {
      this.call = call;
      this.inner = inner;
    }

    @Override
    public void onMessage(Read<Q> read) {
      if (refused) {
        return;
      }
      if (read.message().isPresent()) {
        inner.onMessage(read.message().get());
        return;
      }
      refused = true;
      StatusRuntimeException why = Failures.malformed();
      Metadata trailers = why.getTrailers();
      call.close(why.getStatus(), trailers == null ? new Metadata() : trailers);
      // It may hold something for the messages before.
      inner.onCancel();
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        inner.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!refused) {
        inner.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!refused) {
        inner.onComplete();
      }
    }

    @Override
    public void onReady() {
      if (!refused) {
        inner.onReady();
      }
    }
  }

  /** The call as its handler knows it; what it says after the call's end is for nobody. */
  private static final class Call<Q, A> extends ServerCall<Q, A> {
    private final ServerCall<Read<Q>, A> wire;
    private final MethodDescriptor<Q, A> method;
    private boolean closed;

    Call(ServerCall<Read<Q>, A> wire, MethodDescriptor<Q, A> method) {
      this.wire = wire;
      this.method = method;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
      if (!closed) {
        wire.sendHeaders(headers);
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!closed) {
        wire.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!closed) {
        closed = true;
        wire.close(status, trailers);
      }
    }

    @Override
    public void request(int count) {
      wire.request(count);
    }

    @Override
    public boolean isReady() {
      return wire.isReady();
    }

    @Override
    public boolean isCancelled() {
      return wire.isCancelled();
    }

    @Override
    public void setMessageCompression(boolean enabled) {
      wire.setMessageCompression(enabled);
    }

    @Override
    public void setCompression(String compressor) {
      wire.setCompression(compressor);
    }

    @Override
    public void setOnReadyThreshold(int bytes) {
      wire.setOnReadyThreshold(bytes);
    }

    @Override
    public SecurityLevel getSecurityLevel() {
      return wire.getSecurityLevel();
    }

    @Override
    public Attributes getAttributes() {
      return wire.getAttributes();
    }

    @Override
    public @Nullable String getAuthority() {
      return wire.getAuthority();
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
      return method;
    }
  }
}
