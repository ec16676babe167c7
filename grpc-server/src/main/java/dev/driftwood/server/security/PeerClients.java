package dev.driftwood.server.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever calls, by address, each with the same quota. Where more addresses use theirs than can be
 * remembered, those that come then share one.
 */
final class PeerClients implements Clients {
  private static final int MOST = 10_000;

  /** Addresses that a new one looks at for one that has nothing open. */
  private static final int LOOKS = 4;

  private final Quota quota;
  private final int most;
  private final Account others;
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75F, true);

  PeerClients(Quota quota) {
    this(quota, MOST);
  }

  /**
   * Nobody yet.
   *
   * @param most addresses that are remembered
   */
  PeerClients(Quota quota, int most) {
    this.quota = quota;
    this.most = most;
    this.others = Account.at("further addresses", quota);
  }

  @Override
  public Account account(Optional<String> token, String address) {
    if (quota.isNone()) {
      return Account.at(address, quota);
    }
    synchronized (accounts) {
      Account known = accounts.get(address);
      if (known != null) {
        return known;
      }
      return makeRoom()
          ? accounts.computeIfAbsent(address, from -> Account.at(from, quota))
          : others;
    }
  }

  /**
   * Forgets who has not called for longest, unless it has something open; then its turn is over.
   */
  private boolean makeRoom() {
    for (int look = 0; look < LOOKS && accounts.size() >= most; look++) {
      Map.Entry<String, Account> eldest = accounts.entrySet().iterator().next();
      String address = eldest.getKey();
      Account account = eldest.getValue();
      accounts.remove(address);
      if (!account.idle()) {
        accounts.put(address, account);
      }
    }
    return accounts.size() < most;
  }
}
