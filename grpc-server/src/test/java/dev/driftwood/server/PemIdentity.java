package dev.driftwood.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A key and a certificate that vouches for itself, made by the JDK's keytool for localhost.
 *
 * @param certificate in PEM
 * @param key PKCS#8 in PEM
 */
record PemIdentity(Path certificate, Path key) {
  private static final Map<String, PemIdentity> MADE = new HashMap<>();
  private static final String PASSWORD = "changeit";

  /** That of a name, the same for all tests of a process: making one takes a second. */
  static synchronized PemIdentity of(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    PemIdentity known = MADE.get(name);
    if (known == null) {
      Path folder = Files.createTempDirectory("identity");
      known = make(folder, name);
      try (Stream<Path> files = Files.list(folder)) {
        folder.toFile().deleteOnExit();
        files.forEach(file -> file.toFile().deleteOnExit());
      }
      MADE.put(name, known);
    }
    return known;
  }

  private static PemIdentity make(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve(name + ".log")));
    }
    return read(store, folder, name);
  }

  private static PemIdentity read(Path store, Path folder, String name)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    byte[] certificate = keys.getCertificate(name).getEncoded();
    return new PemIdentity(
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key));
  }

  private static Path pem(Path file, String what, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
  }

  /** Puts another in its place, first the certificate and then its key. */
  void become(PemIdentity other) throws IOException {
    Files.copy(other.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.key(), key, StandardCopyOption.REPLACE_EXISTING);
  }
}
