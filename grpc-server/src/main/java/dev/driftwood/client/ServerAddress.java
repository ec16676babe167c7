package dev.driftwood.client;

import dev.driftwood.wire.Authority;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^:\\[\\]/\\s]+)):(?<port>\\d{1,5})");

  /** Checks the port. */
  public ServerAddress {
    if (!(port >= 1 && port <= 65_535)) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
  }

  /** The address that {@code HOST:PORT} or {@code [IPV6]:PORT} says. */
  public static ServerAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "server: " + text + " (expected: HOST:PORT, such as 127.0.0.1:50051)");
    }
    String host = matcher.group("host") == null ? matcher.group("v6") : matcher.group("host");
    return new ServerAddress(host, Integer.parseInt(matcher.group("port")));
  }

  /** Whether what is sent there stays on this machine, by its name or address. */
  boolean isThisMachine() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  @Override
  public String toString() {
    return Authority.of(host, port);
  }
}
