package dev.driftwood.client;

import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a client and a server know each other.
 *
 * @param encrypted whether the server must prove itself, and what is said is encrypted
 * @param authority whose certificates servers must have, in PEM; those that Java trusts where empty
 * @param certificate the client's own, with its key; where empty it proves itself by none
 * @param token the client's, sent with every call
 */
public record ConnectionSecurity(
    boolean encrypted,
    Optional<Path> authority,
    Optional<OwnCertificate> certificate,
    Optional<String> token) {
  /** Nothing is encrypted and nobody proves anything. */
  public static final ConnectionSecurity PLAIN =
      new ConnectionSecurity(false, Optional.empty(), Optional.empty(), Optional.empty());

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /**
   * What a client proves itself by, in PEM.
   *
   * @param file the certificate
   * @param key its private key, PKCS#8 and not encrypted
   */
  public record OwnCertificate(Path file, Path key) {}

  /** Checks that certificates are for what is encrypted. */
  public ConnectionSecurity {
    if (!encrypted && (authority.isPresent() || certificate.isPresent())) {
      throw new IllegalArgumentException("tls: off (expected: on, with certificates)");
    }
  }

  /** Without the token, which is nobody else's to read. */
  @Override
  public String toString() {
    return "ConnectionSecurity[encrypted=%s, authority=%s, certificate=%s, token=%s]"
        .formatted(encrypted, authority, certificate, token.map(hidden -> "..."));
  }

  /** The same with a token. */
  public ConnectionSecurity withToken(String given) {
    return new ConnectionSecurity(encrypted, authority, certificate, Optional.of(given));
  }

  /** A token that is read on the way is everybody's. */
  void requireSafe(ServerAddress server) {
    if (token.isPresent() && !encrypted && !server.isThisMachine()) {
      throw new IllegalArgumentException(
          "token: would be sent to %s as it is (expected: TLS, or a server on this machine)"
              .formatted(server));
    }
  }

  ChannelCredentials credentials() {
    if (!encrypted) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
    try {
      if (authority.isPresent()) {
        builder.trustManager(authority.get().toFile());
      }
      if (certificate.isPresent()) {
        OwnCertificate own = certificate.get();
        builder.keyManager(own.file().toFile(), own.key().toFile());
      }
    } catch (IOException e) {
      throw new DriftwoodException(e.getMessage() + " (expected: files of certificates)", e);
    }
    return builder.build();
  }

  Metadata headers() {
    Metadata headers = new Metadata();
    token.ifPresent(known -> headers.put(AUTHORIZATION, "Bearer " + known));
    return headers;
  }
}
