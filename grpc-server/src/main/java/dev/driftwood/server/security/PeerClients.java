package dev.driftwood.server.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whoever calls, by address, each with the same quota. */
final class PeerClients implements Clients {
  /** Addresses that are remembered; beyond, those that have not called for longest are not. */
  private static final int MOST = 10_000;

  private final Quota quota;
  private final Map<String, Account> accounts;

  PeerClients(Quota quota) {
    this.quota = quota;
    this.accounts =
        new LinkedHashMap<>(16, 0.75F, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Account> eldest) {
            return size() > MOST && eldest.getValue().idle();
          }
        };
  }

  @Override
  public Account account(Optional<String> token, String address) {
    if (quota.isNone()) {
      return Account.at(address, quota);
    }
    synchronized (accounts) {
      return accounts.computeIfAbsent(address, from -> Account.at(from, quota));
    }
  }
}
