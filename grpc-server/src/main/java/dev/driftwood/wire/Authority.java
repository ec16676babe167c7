package dev.driftwood.wire;

/** Where somebody listens, as it is written in an address (RFC 3986, section 3.2). */
public final class Authority {
  private Authority() {}

  /** {@code HOST:PORT}, an IPv6 address in brackets. */
  public static String of(String host, int port) {
    return host(host) + ":" + port;
  }

  /** A name or an address, the latter in brackets where it has colons of its own. */
  public static String host(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
