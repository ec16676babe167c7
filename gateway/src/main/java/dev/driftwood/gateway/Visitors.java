package dev.driftwood.gateway;

import com.google.rpc.Code;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in this gateway's own page, programs, which say no origin, and pages of the one origin that
 * is allowed. A page from elsewhere could otherwise have a visitor's browser ask for work, by a
 * form or under a name that it lets point to this machine.
 *
 * @param host that the gateway listens on
 * @param origin of pages that may come from elsewhere
 */
record Visitors(String host, Optional<String> origin) implements DecoratingHttpServiceFunction {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

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

  /** Where only this machine is served, a name that is not its own is somebody's trick. */
  private boolean knows(String authority) {
    String name = authority.replaceFirst(":[0-9]+$", "");
    return !loopback()
        || LOOPBACK.contains(name)
        || name.equals(host)
        || origin.map(URI::create).map(URI::getAuthority).filter(authority::equals).isPresent();
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static HttpResponse refused(String reason) {
    return JsonErrors.response(JsonErrors.of(Code.PERMISSION_DENIED, reason)).toHttpResponse();
  }
}
