package dev.driftwood.cli.serve;

import dev.driftwood.gateway.Gateway;
import dev.driftwood.gateway.GatewaySettings;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.server.DriftwoodServer;
import dev.driftwood.server.ServerSettings;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.server.security.TlsFiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether and where browsers are served, too. */
@Command
final class WebOptions {
  @Option(
      names = "--web-port",
      paramLabel = "N",
      description = "Serves a page, gRPC-Web, and HTTP with JSON there, too; 0 picks one.")
  private @Nullable Integer port;

  @Option(
      names = "--web-host",
      paramLabel = "HOST",
      description = "The address that browsers are served on; --host by default.")
  private @Nullable String host;

  @Option(
      names = "--web-origin",
      paramLabel = "ORIGIN",
      description = "Lets pages from elsewhere call it, such as https://example.org.")
  private @Nullable String origin;

  /**
   * Starts a gateway, which ends with the server, if there is to be one; says where its page is.
   */
  Optional<String> start(DriftwoodServer server, ServerSettings settings) {
    if (port == null) {
      return Optional.empty();
    }
    requireGuarded(settings.operation().security());
    try {
      return Optional.of(start(port, server, settings));
    } catch (NoClassDefFoundError e) {
      if (!String.valueOf(e.getMessage()).startsWith("dev/driftwood/gateway/")) {
        throw e;
      }
      throw new DriftwoodException(
          "web-port: %d (expected: a distribution that has the module gateway)".formatted(port), e);
    }
  }

  /** Browsers bring no certificate there, so that the guard of one port would be none. */
  private void requireGuarded(SecuritySettings security) {
    boolean certificates = security.tls().flatMap(TlsFiles::clientAuthority).isPresent();
    if (certificates && security.tokens().isEmpty()) {
      throw new IllegalArgumentException(
          "web-port: %d (expected: none where --tls-client-ca alone says who may call; add --tokens)"
              .formatted(port));
    }
  }

  private String start(int port, DriftwoodServer server, ServerSettings settings) {
    GatewaySettings web =
        GatewaySettings.of(host == null ? settings.host() : host, port)
            .withOrigin(Optional.ofNullable(origin))
            .withLimits(server.messageBytes(), settings.longest(), settings.drain());
    Gateway gateway = Gateway.start(server.service(), web);
    server.add(gateway);
    return gateway.url();
  }
}
