package dev.driftwood.server.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of a file of tokens, which may change while they call. */
final class TokenClients implements Clients {
  private final TokenFile file;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private volatile List<KnownToken> tokens;

  TokenClients(TokenFile file) {
    this.file = file;
    this.tokens = file.read();
  }

  /** Reads the file again; where that fails, what was known stays. */
  void reload() {
    List<KnownToken> read = file.read();
    tokens = read;
    accounts.keySet().retainAll(read.stream().map(KnownToken::name).toList());
  }

  @Override
  public Account account(Optional<String> token, String address) {
    if (token.isEmpty()) {
      throw new Unauthenticated("no token (expected: metadata 'authorization: Bearer TOKEN')");
    }
    KnownToken known = known(token.get());
    Account account =
        accounts.computeIfAbsent(known.name(), name -> Account.named(name, known.quota()));
    account.limit(known.quota());
    return account;
  }

  /** Looks at all, however early one fits, and at all of each: time tells nothing. */
  private KnownToken known(String token) {
    byte[] digest = HexFormat.of().formatHex(sha256(token)).getBytes(StandardCharsets.US_ASCII);
    Optional<KnownToken> found = Optional.empty();
    for (KnownToken one : tokens) {
      if (MessageDigest.isEqual(one.digest().getBytes(StandardCharsets.US_ASCII), digest)) {
        found = Optional.of(one);
      }
    }
    return found.orElseThrow(() -> new Unauthenticated("the token is not known"));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
