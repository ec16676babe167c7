package dev.driftwood.server;

import dev.driftwood.proto.v1.DriftwoodServiceGrpc;
import dev.driftwood.server.access.CallNotes;
import dev.driftwood.server.security.Account;
import dev.driftwood.server.security.Clients;
import dev.driftwood.server.security.Quota;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthGrpc;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Lets calls in by whose they are, and no more of a client's at a time than it may have. Whether
 * the server is well anybody may ask at any time, and go on hearing by so many calls as are no
 * burden.
 */
final class Doorkeeper implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";
  private static final Set<String> OPEN = Set.of("grpc.health.v1.Health");

  /** Calls of an address that hear of the server's health: those of a balancer and more. */
  private static final int WATCHES = 64;

  private final Clients watchers =
      Clients.byAddress(new Quota(WATCHES, Quota.NONE.evaluationsPerSecond(), Quota.NONE.burst()));
  private final Clients clients;

  Doorkeeper(Clients clients) {
    this.clients = clients;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    boolean open =
        OPEN.contains(
            Objects.requireNonNull(call.getMethodDescriptor().getServiceName(), "service"));
    if (open && !is(call, HealthGrpc.getWatchMethod())) {
      return next.startCall(call, headers);
    }
    CallNotes notes = CallNotes.current();
    Account account;
    Runnable leaving;
    try {
      account = (open ? watchers : clients).account(token(headers), address(call));
      notes.by(account.name().isEmpty() ? certified(call) : account.name());
      leaving = account.enter(resumes(call) ? 1 : 0);
    } catch (RuntimeException e) {
      return refuse(call, Failures.status(e, notes.id()));
    }
    Context context = account.in(Context.current());
    return new Leaving<>(
        Contexts.interceptCall(context, new Closing<>(call, leaving), headers, next), leaving);
  }

  /**
   * Whether a call takes the place of one that may be open still, as a connection that is lost in
   * silence leaves it: that one ends soon after, but can't before.
   */
  private static boolean resumes(ServerCall<?, ?> call) {
    return is(call, DriftwoodServiceGrpc.getResumeMethod());
  }

  private static boolean is(ServerCall<?, ?> call, MethodDescriptor<?, ?> method) {
    return call.getMethodDescriptor().getFullMethodName().equals(method.getFullMethodName());
  }

  private static Optional<String> token(Metadata headers) {
    return Optional.ofNullable(headers.get(AUTHORIZATION))
        .filter(given -> given.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(given -> given.substring(BEARER.length()).strip());
  }

  private static String address(ServerCall<?, ?> call) {
    SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return peer instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress()
        : String.valueOf(peer);
  }

  /** The subject of the client's certificate, where it had to have one. */
  private static String certified(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return "";
    }
    try {
      Principal subject = session.getPeerPrincipal();
      return subject == null ? "" : subject.getName();
    } catch (SSLPeerUnverifiedException e) {
      return "";
    }
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(
      ServerCall<Q, A> call, StatusRuntimeException refusal) {
    Metadata trailers = refusal.getTrailers();
    call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
    return new ServerCall.Listener<>() {};
  }

  /** A call that gives its place back when it is ended, whether or not its client hears of it. */
  private static final class Closing<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Runnable leaving;

    Closing(ServerCall<Q, A> call, Runnable leaving) {
      super(call);
      this.leaving = leaving;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      leaving.run();
      super.close(status, trailers);
    }
  }

  /** A call that gives its place back when it is over. */
  private static final class Leaving<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Runnable leaving;

    Leaving(ServerCall.Listener<Q> next, Runnable leaving) {
      super(next);
      this.leaving = leaving;
    }

    @Override
    public void onComplete() {
      leaving.run();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      leaving.run();
      super.onCancel();
    }
  }
}
