package dev.driftwood.gateway;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says where calls come from, as gRPC's own transport does, for quotas and the access log. */
final class Peer {
  /** Of calls without a network between; no header of HTTP becomes this. */
  private static final Metadata.Key<InetSocketAddress> KEY =
      Metadata.Key.of("driftwood-peer", new Text());

  private Peer() {}

  /** Says in a call's metadata whose request it carries out. */
  static void tell(ServiceRequestContext ctx, Metadata metadata) {
    metadata.put(KEY, ctx.remoteAddress());
  }

  /** For calls that bring it in their metadata; only for a transport that nobody else reaches. */
  static ServerInterceptor told() {
    return new Naming(headers -> Optional.ofNullable(headers.get(KEY)));
  }

  /** For calls that are requests of this server. */
  static ServerInterceptor ofRequest() {
    return new Naming(
        headers ->
            Optional.ofNullable(ServiceRequestContext.currentOrNull())
                .map(ServiceRequestContext::remoteAddress));
  }

  /** Where a call comes from. */
  private interface Finding {
    Optional<InetSocketAddress> peer(Metadata headers);
  }

  private record Naming(Finding finding) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      Optional<InetSocketAddress> peer = finding.peer(headers);
      headers.discardAll(KEY);
      return next.startCall(
          peer.<ServerCall<Q, A>>map(from -> new Named<>(call, from)).orElse(call), headers);
    }
  }

  private static final class Named<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final InetSocketAddress peer;

    Named(ServerCall<Q, A> call, InetSocketAddress peer) {
      super(call);
      this.peer = peer;
    }

    @Override
    public Attributes getAttributes() {
      return super.getAttributes().toBuilder().set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, peer).build();
    }
  }

  /** {@code HOST PORT}, where the host is a number, so that nobody is asked for it. */
  private static final class Text implements Metadata.AsciiMarshaller<InetSocketAddress> {
    @Override
    public String toAsciiString(InetSocketAddress peer) {
      return peer.getAddress().getHostAddress() + " " + peer.getPort();
    }

    @Override
    public @Nullable InetSocketAddress parseAsciiString(String text) {
      String[] parts = text.split(" ", 2);
      try {
        return new InetSocketAddress(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        return null;
      }
    }
  }
}
