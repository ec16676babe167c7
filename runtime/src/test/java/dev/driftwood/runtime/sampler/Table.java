package dev.driftwood.runtime.sampler;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tests keep of every sampler, in a file of lines {@code name: value}; {@code #} begins a
 * comment.
 *
 * @param file its name beside this class
 * @param entries by the name of a sampler
 */
record Table(String file, Map<String, String> entries) {
  /** Reads a resource. */
  static Table read(String file) {
    Map<String, String> entries = new TreeMap<>();
    try (InputStream stream = Table.class.getResourceAsStream(file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> entries.put(line.split(": ")[0], line.split(": ")[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Table(file, entries);
  }

  /** The entry of a variant, or else that of its kind. */
  String of(SamplerVariants.Variant variant) {
    return Optional.ofNullable(entries.get(variant.toString()))
        .or(() -> Optional.ofNullable(entries.get(variant.kind().label())))
        .orElseGet(() -> missing(variant.toString()));
  }

  /** The entry of a name. */
  String of(String name) {
    return Optional.ofNullable(entries.get(name)).orElseGet(() -> missing(name));
  }

  private String missing(String name) {
    return fail(
        "%s: no entry for '%s'; every sampler needs one, see the head of the file", file, name);
  }
}
