package dev.driftwood.client;

import dev.driftwood.proto.v1.ModelRef;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A served model by name.
 *
 * @param name what the server calls it
 * @param version the highest where absent
 */
public record ModelName(String name, OptionalInt version) {
  private static final Pattern FORM = Pattern.compile("([^/\\s]+)(?:/([1-9]\\d{0,8}))?");

  /** The model that {@code NAME} or {@code NAME/VERSION} says. */
  public static ModelName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "model: " + text + " (expected: NAME or NAME/VERSION of a served model)");
    }
    String version = matcher.group(2);
    return new ModelName(
        matcher.group(1),
        version == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(version)));
  }

  ModelRef message() {
    ModelRef.Builder message = ModelRef.newBuilder().setName(name);
    version.ifPresent(number -> message.setVersion(Integer.toString(number)));
    return message.build();
  }

  @Override
  public String toString() {
    return version.isPresent() ? name + "/" + version.getAsInt() : name;
  }
}
