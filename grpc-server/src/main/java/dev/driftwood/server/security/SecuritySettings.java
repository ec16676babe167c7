package dev.driftwood.server.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who may call a server.
 *
 * @param tls its certificates; without, nothing is encrypted
 * @param tokens the file of clients; without, anybody may call
 * @param perAddress quota of each address, where there are no tokens
 * @param reload how often files are looked at
 */
public record SecuritySettings(
    Optional<TlsFiles> tls, Optional<Path> tokens, Quota perAddress, Duration reload) {
  /** Anybody, without encryption, looking at files every ten seconds. */
  public static final SecuritySettings OPEN =
      new SecuritySettings(Optional.empty(), Optional.empty(), Quota.NONE, Duration.ofSeconds(10));

  /** Checks the range. */
  public SecuritySettings {
    if (!(reload.toMillis() >= 1)) {
      throw new IllegalArgumentException(
          "reload: " + reload + " (expected: a millisecond or more)");
    }
  }

  /** The same with certificates. */
  public SecuritySettings withTls(TlsFiles files) {
    return new SecuritySettings(Optional.of(files), tokens, perAddress, reload);
  }

  /** The same with tokens. */
  public SecuritySettings withTokens(Path file) {
    return new SecuritySettings(tls, Optional.of(file), perAddress, reload);
  }

  /** The same with a quota of each address. */
  public SecuritySettings withQuota(Quota quota) {
    return new SecuritySettings(tls, tokens, quota, reload);
  }

  /** The same with files looked at more or less often. */
  public SecuritySettings withReload(Duration other) {
    return new SecuritySettings(tls, tokens, perAddress, other);
  }
}
