package dev.driftwood.server.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.failure.NearestName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of tokens, in YAML: a list of {@code name}, {@code sha256} of the token, and optionally
 * {@code calls}, {@code evaluations-per-second} and {@code burst} of the client's quota.
 *
 * @param path of the file
 */
record TokenFile(Path path) {
  private static final Set<String> KEYS =
      Set.of("name", "sha256", "calls", "evaluations-per-second", "burst");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  /**
   * The clients that it names.
   *
   * @throws DriftwoodException where it is none, or says what is not known
   */
  List<KnownToken> read() {
    JsonNode content = content();
    if (!content.isArray() || content.isEmpty()) {
      throw failure("no tokens", "a list of 'name' and 'sha256'");
    }
    List<KnownToken> tokens = new ArrayList<>();
    content.forEach(entry -> tokens.add(token(entry)));
    long names = tokens.stream().map(KnownToken::name).distinct().count();
    long digests = tokens.stream().map(KnownToken::digest).distinct().count();
    if (names < tokens.size() || digests < tokens.size()) {
      throw failure("a name or a token is there twice", "one entry a client");
    }
    return List.copyOf(tokens);
  }

  private JsonNode content() {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(path.toFile());
    } catch (IOException e) {
      // The first line only: the ones after it would show what is in the file.
      String reason = String.valueOf(e.getMessage()).split("\\R")[0];
      throw new DriftwoodException(path + ": can't be read: " + reason + " (expected: YAML)", e);
    }
  }

  private KnownToken token(JsonNode entry) {
    entry
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new DriftwoodException(path + ": " + NearestName.unknown("key", key, KEYS));
              }
            });
    String name = entry.path("name").asText();
    String digest = entry.path("sha256").asText().toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw failure("name: '" + name + "'", "1 to 64 letters, digits or any of ._@-");
    }
    if (!DIGEST.matcher(digest).matches()) {
      throw failure("sha256 of " + name, "the 64 hexadecimal digits of the token's SHA-256");
    }
    return new KnownToken(name, digest, quota(name, entry));
  }

  private Quota quota(String name, JsonNode entry) {
    try {
      int calls = (int) number(entry, "calls", Integer.MAX_VALUE);
      JsonNode rate = entry.path("evaluations-per-second");
      if (rate.isMissingNode()) {
        if (entry.has("burst")) {
          throw new IllegalArgumentException(
              "burst: given (expected: evaluations-per-second, too)");
        }
        Quota none = Quota.NONE;
        return new Quota(calls, none.evaluationsPerSecond(), none.burst());
      }
      Quota usual = Quota.of(calls, number(entry, "evaluations-per-second", 0));
      return new Quota(calls, usual.evaluationsPerSecond(), number(entry, "burst", usual.burst()));
    } catch (IllegalArgumentException e) {
      throw new DriftwoodException(path + ": " + name + ": " + e.getMessage(), e);
    }
  }

  private static double number(JsonNode entry, String key, double otherwise) {
    JsonNode value = entry.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: a number)");
    }
    return value.asDouble();
  }

  private DriftwoodException failure(String what, String expected) {
    return new DriftwoodException("%s: %s (expected: %s)".formatted(path, what, expected));
  }
}
