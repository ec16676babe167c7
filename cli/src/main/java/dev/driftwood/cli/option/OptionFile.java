package dev.driftwood.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.failure.NearestName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A file of a command's options by name, in YAML. They are put in front of what was typed, unless
 * it was typed too: the command line wins.
 *
 * @param path of the file
 * @param command whose options they are
 */
public record OptionFile(Path path, CommandSpec command) {
  /** What names such a file. */
  public static final String NAME = "--config";

  private static final Set<String> TYPED_ONLY = Set.of(NAME, "--help", "--version", "--json");

  /** The value that was typed for an option, if one was. */
  public static Optional<String> value(List<String> typed, String option) {
    for (int i = 0; i < typed.size(); i++) {
      if (typed.get(i).startsWith(option + "=")) {
        return Optional.of(typed.get(i).substring(option.length() + 1));
      }
      if (typed.get(i).equals(option) && i + 1 < typed.size()) {
        return Optional.of(typed.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /**
   * The options of the file that were not typed, as they would be.
   *
   * @throws ParameterException where the file can't be read or names what is no option
   */
  public List<String> arguments(List<String> typed) {
    Set<String> given =
        typed.stream().map(argument -> argument.split("=", 2)[0]).collect(Collectors.toSet());
    List<String> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : read().properties()) {
      String name = "--" + entry.getKey();
      OptionSpec option = command.optionsMap().get(name);
      if (option == null || TYPED_ONLY.contains(name)) {
        throw failure(path + ": " + NearestName.unknown("key", entry.getKey(), known()));
      }
      if (!given.contains(name)) {
        argument(option, entry.getValue()).ifPresent(options::add);
      }
    }
    return options;
  }

  private JsonNode read() {
    JsonNode content;
    try {
      content = new ObjectMapper(new YAMLFactory()).readTree(path.toFile());
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).split("\\R")[0];
      throw failure(path + ": cannot be read: " + reason);
    }
    if (content.isMissingNode() || content.isNull()) {
      return new ObjectMapper().createObjectNode();
    }
    if (!content.isObject()) {
      throw failure(path + ": no options (expected: lines such as 'batch: 64')");
    }
    return content;
  }

  /** The option as it would be typed; nothing where a switch is off. */
  private Optional<String> argument(OptionSpec option, JsonNode value) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      if (!value.isBoolean()) {
        String key = name.substring(2);
        throw failure("%s: %s: %s (expected: true or false)".formatted(path, key, value));
      }
      return value.booleanValue() ? Optional.of(name) : Optional.empty();
    }
    return Optional.of(name + "=" + text(value));
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(","));
    }
    return value.isObject() ? typeAndParameters(value) : value.asText();
  }

  /** {@code {type: ve, sigmaMin: 0.01}} as {@code ve:sigmaMin=0.01}. */
  private static String typeAndParameters(JsonNode value) {
    String parameters =
        value.properties().stream()
            .filter(entry -> !entry.getKey().equals("type"))
            .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
            .collect(Collectors.joining(","));
    String type = value.path("type").asText();
    return parameters.isEmpty() ? type : type + ":" + parameters;
  }

  private Set<String> known() {
    return command.options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !TYPED_ONLY.contains(name))
        .map(name -> name.substring(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private ParameterException failure(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
