package dev.driftwood.server.security;

import java.util.Optional;

/** Tells whose call it is. Thread-safe. */
public sealed interface Clients permits TokenClients, PeerClients {
  /**
   * The account of a call.
   *
   * @param token that it brought
   * @param address it comes from, without a port
   * @throws Unauthenticated if nobody's calls are taken without a token that is known
   */
  Account account(Optional<String> token, String address);

  /** Whoever calls, each address with a quota. */
  static Clients byAddress(Quota quota) {
    return new PeerClients(quota);
  }
}
