package dev.driftwood.server.security;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The certificates and clients of a running server, kept up with their files. */
public final class Security implements AutoCloseable {
  private final WatchedFiles watched;
  private final Optional<ServerTls> tls;
  private final Clients clients;

  private Security(WatchedFiles watched, Optional<ServerTls> tls, Clients clients) {
    this.watched = watched;
    this.tls = tls;
    this.clients = clients;
  }

  /**
   * Reads all files and looks at them from now on.
   *
   * @throws dev.driftwood.runtime.failure.DriftwoodException where one is not what it should be
   */
  public static Security open(SecuritySettings settings) {
    WatchedFiles watched = new WatchedFiles(settings.reload());
    try {
      return read(settings, watched);
    } catch (RuntimeException | Error e) {
      watched.close();
      throw e;
    }
  }

  private static Security read(SecuritySettings settings, WatchedFiles watched) {
    Optional<ServerTls> tls =
        settings
            .tls()
            .map(
                files -> watched.watch(files.all(), () -> new ServerTls(files), ServerTls::reload));
    Optional<TokenClients> named =
        settings
            .tokens()
            .map(file -> watched.watch(List.of(file), () -> tokens(file), TokenClients::reload));
    Clients clients =
        named.<Clients>map(read -> read).orElseGet(() -> new PeerClients(settings.perAddress()));
    return new Security(watched, tls, clients);
  }

  private static TokenClients tokens(Path file) {
    return new TokenClients(new TokenFile(file));
  }

  /** What connections are encrypted by. */
  public ServerCredentials credentials() {
    return tls.map(ServerTls::credentials).orElseGet(InsecureServerCredentials::create);
  }

  /** Whose calls there are. */
  public Clients clients() {
    return clients;
  }

  @Override
  public void close() {
    watched.close();
  }
}
