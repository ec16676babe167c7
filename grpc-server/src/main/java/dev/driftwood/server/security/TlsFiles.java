package dev.driftwood.server.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server proves itself by, in PEM.
 *
 * @param certificate the server's, followed by those that vouch for it
 * @param key its private key, PKCS#8 and not encrypted
 * @param clientAuthority whose certificates clients must have; empty where they need none
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientAuthority) {
  List<Path> all() {
    List<Path> all = new ArrayList<>(List.of(certificate, key));
    clientAuthority.ifPresent(all::add);
    return all;
  }
}
