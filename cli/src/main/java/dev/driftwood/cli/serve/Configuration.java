package dev.driftwood.cli.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a command was told, by its file, what was typed and its defaults.
 *
 * @param command that was parsed
 */
record Configuration(CommandSpec command) {
  private static final Set<String> NOT_SHOWN = Set.of("--config", "--help", "--version", "--debug");

  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)([?&;][^=&;#]*(?:key|token|secret|pass|auth|sig|credential)[^=&;#]*=)[^&;#]*");

  /** In one line that {@code --config} would read: JSON is YAML. */
  @Override
  public String toString() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    command.options().stream()
        .filter(option -> !NOT_SHOWN.contains(option.longestName()) && option.getValue() != null)
        .forEach(option -> put(shown, option));
    return shown.toString();
  }

  private static void put(ObjectNode shown, OptionSpec option) {
    String name = option.longestName().substring(2);
    Object value = option.getValue();
    if (value instanceof Boolean known) {
      shown.put(name, known);
    } else if (value instanceof Integer known) {
      shown.put(name, known);
    } else if (value instanceof Long known) {
      shown.put(name, known);
    } else if (value instanceof Double known) {
      shown.put(name, known);
    } else {
      shown.put(name, withoutSecret(text(value)));
    }
  }

  private static String text(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }

  /** A URL may hold a password, with any signs in it, or a key among its parameters. */
  private static String withoutSecret(String text) {
    String anonymous = text.replaceAll("://[^/]*@", "://...@");
    return PARAMETER.matcher(anonymous).replaceAll("$1...");
  }
}
