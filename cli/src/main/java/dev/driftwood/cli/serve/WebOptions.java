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

  /** A gateway that runs, or none. */
  interface Running extends AutoCloseable {
    /** Where its page is. */
    Optional<String> url();

    @Override
    void close();
  }

  Running start(DriftwoodServer server, ServerSettings settings) {
    if (port == null) {
      return new None();
    }
    requireGuarded(settings.operation().security());
    try {
      return new Started(start(port, server, settings));
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

  private Gateway start(int port, DriftwoodServer server, ServerSettings settings) {
    GatewaySettings web =
        GatewaySettings.of(host == null ? settings.host() : host, port)
            .withOrigin(Optional.ofNullable(origin))
            .withLimits(server.messageBytes(), settings.longest(), settings.drain());
    return Gateway.start(server.service(), web);
  }

  private record Started(Gateway gateway) implements Running {
    @Override
    public Optional<String> url() {
      return Optional.of(gateway.url());
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  private record None() implements Running {
    @Override
    public Optional<String> url() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // Nothing runs.
    }
  }
}
