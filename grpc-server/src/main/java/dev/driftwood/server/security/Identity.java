package dev.driftwood.server.security;

import dev.driftwood.runtime.failure.DriftwoodException;
import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificates of its public one.
 *
 * @param key private
 * @param chain the certificate, then those that vouch for it
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** Reads both and checks that they belong together: files are not replaced both at once. */
  static Identity read(Path certificate, Path key) {
    Identity read = new Identity(privateKey(key), certificates(certificate));
    if (!read.fits()) {
      throw new DriftwoodException(
          "%s: is not of the key %s (expected: files that belong together)"
              .formatted(certificate, key));
    }
    return read;
  }

  static List<X509Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> read = List.of(CertificateUtils.getX509Certificates(in));
      if (!read.isEmpty()) {
        return read;
      }
    } catch (IOException | GeneralSecurityException e) {
      throw failure(file, "certificates in PEM", e);
    }
    throw failure(file, "certificates in PEM", new IOException("no certificate"));
  }

  private static PrivateKey privateKey(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateUtils.getPrivateKey(in);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw failure(file, "a private key in PEM, PKCS#8, not encrypted", e);
    }
  }

  private static DriftwoodException failure(Path file, String expected, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("empty");
    return new DriftwoodException(
        "%s: can't be read: %s (expected: %s)".formatted(file, reason, expected), cause);
  }

  private boolean fits() {
    PublicKey known = chain.get(0).getPublicKey();
    try {
      Signature signature = Signature.getInstance(algorithm());
      byte[] message = {1, 2, 3};
      signature.initSign(key);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(known);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private String algorithm() {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
