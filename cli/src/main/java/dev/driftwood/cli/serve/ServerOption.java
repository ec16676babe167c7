package dev.driftwood.cli.serve;

import dev.driftwood.client.ConnectionSecurity;
import dev.driftwood.client.DriftwoodClient;
import dev.driftwood.client.ServerAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which server is asked, and how it and the client know each other. */
@Command
final class ServerOption {
  @Option(
      names = "--server",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where it listens.")
  private String server;

  @Option(
      names = "--tls",
      description = "Encrypt, and trust the server by Java's authorities or those of --tls-ca.")
  private boolean tls;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Whose certificates servers must have, in PEM; encrypts.")
  private @Nullable Path authority;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "The client's own certificate, in PEM; encrypts.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of --tls-cert, in PEM, PKCS#8 and not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:DRIFTWOOD_TOKEN}",
      description = "The client's token; that of DRIFTWOOD_TOKEN by default.")
  private @Nullable String token;

  DriftwoodClient connect() {
    return DriftwoodClient.connect(ServerAddress.parse(server), security(), Optional.empty());
  }

  private ConnectionSecurity security() {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("tls-cert, tls-key: one (expected: both or none)");
    }
    Optional<ConnectionSecurity.OwnCertificate> own =
        certificate == null || key == null
            ? Optional.empty()
            : Optional.of(new ConnectionSecurity.OwnCertificate(certificate, key));
    boolean encrypted = tls || authority != null || own.isPresent();
    ConnectionSecurity security =
        new ConnectionSecurity(encrypted, Optional.ofNullable(authority), own, Optional.empty());
    return token == null || token.isEmpty() ? security : security.withToken(token);
  }
}
