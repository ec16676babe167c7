package dev.driftwood.server.security;

import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A server's certificates, which new connections see as they are at the time. */
final class ServerTls {
  private final TlsFiles files;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final Optional<AdvancedTlsX509TrustManager> clients;

  ServerTls(TlsFiles files) {
    this.files = files;
    this.clients = files.clientAuthority().map(file -> trust());
    reload();
  }

  private static AdvancedTlsX509TrustManager trust() {
    try {
      // A client has no host name that could be compared.
      return AdvancedTlsX509TrustManager.newBuilder()
          .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
          .build();
    } catch (CertificateException e) {
      throw new IllegalStateException("a trust manager of nobody can be made", e);
    }
  }

  /** Reads all files again; where one can't be read, all stays as it was. */
  void reload() {
    Identity identity = Identity.read(files.certificate(), files.key());
    files.clientAuthority().ifPresent(this::trust);
    keys.updateIdentityCredentials(
        identity.chain().toArray(X509Certificate[]::new), identity.key());
  }

  private void trust(Path authority) {
    X509Certificate[] certificates =
        Identity.certificates(authority).toArray(X509Certificate[]::new);
    try {
      clients.orElseThrow().updateTrustCredentials(certificates);
    } catch (IOException | GeneralSecurityException e) {
      throw new DriftwoodException(
          authority + ": can't be trusted: " + e.getMessage() + " (expected: certificates)", e);
    }
  }

  ServerCredentials credentials() {
    TlsServerCredentials.Builder builder = TlsServerCredentials.newBuilder().keyManager(keys);
    clients.ifPresent(
        trusted ->
            builder.trustManager(trusted).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE));
    return builder.build();
  }
}
