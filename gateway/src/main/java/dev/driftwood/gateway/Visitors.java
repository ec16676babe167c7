package dev.driftwood.gateway;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.driftwood.wire.Authority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets in this gateway's own page, programs, which say no origin, and pages of the one origin that
 * is allowed. A page from elsewhere could otherwise have a visitor's browser ask for work, by a
 * form or under a name that it lets point to this machine.
 *
 * @param names that this machine is called by; any where the gateway listens on all its addresses
 * @param origin of pages that may come from elsewhere
 */
record Visitors(Optional<Set<String>> names, Optional<String> origin)
    implements DecoratingHttpServiceFunction {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern PORT = Pattern.compile(":[0-9]+$");

  /** Of a gateway that listens on a host. */
  static Visitors of(String host, Optional<String> origin) {
    InetAddress address = new InetSocketAddress(host, 0).getAddress();
    if (address == null || address.isAnyLocalAddress()) {
      return new Visitors(Optional.empty(), origin);
    }
    Set<String> names = new HashSet<>(LOOPBACK);
    names.add(lowered(host));
    names.add(lowered(address.getHostAddress()));
    // A proxy may say the name under which it is called itself.
    origin.map(allowed -> name(allowed.replaceFirst("^https?://", ""))).ifPresent(names::add);
    return new Visitors(Optional.of(Set.copyOf(names)), origin);
  }

  private static String lowered(String host) {
    return Authority.host(host).toLowerCase(Locale.ROOT);
  }

  private static String name(String authority) {
    return PORT.matcher(authority).replaceFirst("").toLowerCase(Locale.ROOT);
  }

  @Override
  public HttpResponse serve(HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    RequestHeaders headers = request.headers();
    String authority = String.valueOf(headers.authority());
    String from = headers.get(HttpHeaderNames.ORIGIN, "");
    if (!knows(authority)) {
      return refused("host: " + authority + " (expected: a name of this machine, or --web-origin)");
    }
    if (!from.isEmpty() && !from.equals(origin.orElse("")) && !sameOrigin(from, authority)) {
      return refused("origin: " + from + " (expected: this server's own page, or --web-origin)");
    }
    return service.serve(ctx, request);
  }

  private static boolean sameOrigin(String from, String authority) {
    return from.equals("http://" + authority) || from.equals("https://" + authority);
  }

  /** A name that is not this machine's own is somebody's trick. */
  boolean knows(String authority) {
    return names.map(known -> known.contains(name(authority))).orElse(true);
  }

  private static HttpResponse refused(String reason) {
    return JsonErrors.response(JsonErrors.of(Code.PERMISSION_DENIED, reason)).toHttpResponse();
  }
}
