package dev.driftwood.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwood.runtime.failure.DriftwoodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {
  // SHA-256 of "secret" and of "other", by sha256sum of coreutils 9.1.
  private static final String SECRET =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
  private static final String OTHER =
      "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";

  @TempDir private Path folder;

  @Test
  void readsClientsAndTheirQuotas() throws IOException {
    Path file =
        write(
            """
            - {name: ann, sha256: %s, calls: 2, evaluations-per-second: 50, burst: 70}
            - name: bob
              sha256: %s
            """
                .formatted(SECRET, OTHER));

    assertThat(new TokenFile(file).read())
        .containsExactly(
            new KnownToken("ann", SECRET, new Quota(2, 50, 70)),
            new KnownToken("bob", OTHER, Quota.NONE));
  }

  @Test
  void knowsAClientByItsTokenAndKeepsWhatItHadWhenItsFileBreaks() throws IOException {
    Path file = write("[{name: ann, sha256: " + SECRET + ", calls: 1}]");
    TokenClients clients = new TokenClients(new TokenFile(file));
    Account ann = clients.account(Optional.of("secret"), "");
    ann.enter(0);

    assertThat(ann.name()).isEqualTo("ann");
    assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(() -> ann.enter(0));
    assertThatExceptionOfType(Unauthenticated.class)
        .isThrownBy(() -> clients.account(Optional.of("secret "), ""));
    assertThatExceptionOfType(Unauthenticated.class)
        .isThrownBy(() -> clients.account(Optional.empty(), ""));
    write("[{name: ann");
    assertThatExceptionOfType(DriftwoodException.class).isThrownBy(clients::reload);
    assertThat(clients.account(Optional.of("secret"), "")).isSameAs(ann);
    write("[{name: ann, sha256: " + OTHER + ", calls: 2}]");
    clients.reload();
    assertThatExceptionOfType(Unauthenticated.class)
        .isThrownBy(() -> clients.account(Optional.of("secret"), ""));
    // What was open by the old token still counts.
    Account renewed = clients.account(Optional.of("other"), "");
    renewed.enter(0);
    assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(() -> renewed.enter(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | no tokens",
        "{name: ann} | no tokens",
        "[{name: ann | can't be read",
        "[{nme: ann}] | unknown key 'nme' (nearest: 'name'",
        "[{name: ann, sha256: secret}] | sha256 of ann",
        "[{name: 'a b', sha256: S}] | name: 'a b'",
        "[{name: ann, sha256: S}, {name: bob, sha256: S}] | twice",
        "[{name: ann, sha256: S, calls: 0}] | quota: 0 calls",
        "[{name: ann, sha256: S, calls: x}] | calls: \"x\" (expected: a number)",
        "[{name: ann, sha256: S, burst: 3}] | burst: given",
      })
  void refusesWhatItDoesNotUnderstand(String content, String named) throws IOException {
    Path file = write(content.replace("S", SECRET));

    assertThatExceptionOfType(DriftwoodException.class)
        .isThrownBy(() -> new TokenFile(file).read())
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(named);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("tokens.yaml"), content);
  }
}
