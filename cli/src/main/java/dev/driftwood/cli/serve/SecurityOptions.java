package dev.driftwood.cli.serve;

import dev.driftwood.server.security.Quota;
import dev.driftwood.server.security.SecuritySettings;
import dev.driftwood.server.security.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who may call a server. */
@Command
final class SecurityOptions {
  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "The server's certificate and those that vouch for it, in PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of --tls-cert, in PEM, PKCS#8 and not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "Clients must have a certificate that one of these vouches for.")
  private @Nullable Path authority;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "Clients must have a token of this YAML file, which holds their quotas, too.")
  private @Nullable Path tokens;

  @Option(
      names = "--client-calls",
      paramLabel = "N",
      description = "Calls of an address that may be open, where there are no tokens.")
  private @Nullable Integer calls;

  @Option(
      names = "--client-evaluations-per-second",
      paramLabel = "X",
      description =
          "Network evaluations of an address, where there are no tokens; ten seconds of them may"
              + " come at once.")
  private @Nullable Double evaluations;

  @Option(
      names = "--secrets-reload-seconds",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "Seconds between two looks at certificates and tokens for changes; ${DEFAULT-VALUE} by"
              + " default.")
  private double reload;

  SecuritySettings settings() {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("tls-cert, tls-key: one (expected: both or none)");
    }
    if (authority != null && certificate == null) {
      throw new IllegalArgumentException("tls-client-ca: given (expected: tls-cert, too)");
    }
    Optional<TlsFiles> tls =
        certificate == null || key == null
            ? Optional.empty()
            : Optional.of(new TlsFiles(certificate, key, Optional.ofNullable(authority)));
    return new SecuritySettings(
        tls,
        Optional.ofNullable(tokens),
        quota(),
        Seconds.positive("secrets-reload-seconds", reload));
  }

  private Quota quota() {
    if (tokens != null && (calls != null || evaluations != null)) {
      throw new IllegalArgumentException(
          "client-calls, client-evaluations-per-second: given (expected: quotas in the file of"
              + " tokens)");
    }
    int most = calls == null ? Quota.NONE.calls() : Count.of("client-calls", calls);
    requireSome();
    return evaluations == null
        ? new Quota(most, Quota.NONE.evaluationsPerSecond(), Quota.NONE.burst())
        : Quota.of(most, evaluations);
  }

  private void requireSome() {
    if (evaluations != null && !(evaluations > 0)) {
      throw new IllegalArgumentException(
          "client-evaluations-per-second: " + evaluations + " (expected: > 0)");
    }
  }
}
