package dev.driftwood.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftwood.runtime.failure.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The file of {@code --config}: options by name, in YAML. They are put in front of what was typed,
 * unless it was typed too: the command line wins. With {@code --resume} and no such file it is the
 * run's own, so that a run goes on as it began.
 */
final class ConfigFile implements IParameterPreprocessor {
  static final String NAME = "--config";

  private static final String RESUME = "--resume";
  private static final String OUT = "--out";

  private static final Set<String> TYPED_ONLY = Set.of(NAME, "--help", "--version", "--json");

  @Override
  public boolean preprocess(
      Stack<String> arguments,
      CommandSpec command,
      @Nullable ArgSpec argument,
      Map<String, Object> state) {
    List<String> typed = new ArrayList<>(arguments);
    // The stack has the first argument on top.
    java.util.Collections.reverse(typed);
    file(typed).ifPresent(file -> options(file, command, typed).forEach(arguments::push));
    return false;
  }

  private static Optional<Path> file(List<String> typed) {
    Optional<Path> named = value(typed, NAME).map(Path::of);
    return named.isEmpty() && typed.contains(RESUME) ? stored(typed) : named;
  }

  /** The options of the run that is gone on with. */
  private static Optional<Path> stored(List<String> typed) {
    return value(typed, OUT)
        .map(run -> Path.of(run).resolve("config.yaml"))
        .filter(Files::isRegularFile);
  }

  private static Optional<String> value(List<String> typed, String option) {
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

  private static List<String> options(Path file, CommandSpec command, List<String> typed) {
    Set<String> given =
        typed.stream().map(argument -> argument.split("=", 2)[0]).collect(Collectors.toSet());
    List<String> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : read(file, command).properties()) {
      String name = "--" + entry.getKey();
      OptionSpec option = command.optionsMap().get(name);
      if (option == null || TYPED_ONLY.contains(name)) {
        throw failure(
            command, file + ": " + NearestName.unknown("key", entry.getKey(), known(command)));
      }
      if (!given.contains(name)) {
        argument(file, command, option, entry.getValue()).ifPresent(options::add);
      }
    }
    return options;
  }

  private static JsonNode read(Path file, CommandSpec command) {
    JsonNode content;
    try {
      content = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).split("\\R")[0];
      throw failure(command, file + ": cannot be read: " + reason);
    }
    if (content.isMissingNode() || content.isNull()) {
      return new ObjectMapper().createObjectNode();
    }
    if (!content.isObject()) {
      throw failure(command, file + ": no options (expected: lines such as 'batch: 64')");
    }
    return content;
  }

  /** The option as it would be typed; nothing where a switch is off. */
  private static Optional<String> argument(
      Path file, CommandSpec command, OptionSpec option, JsonNode value) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      if (!value.isBoolean()) {
        String key = name.substring(2);
        throw failure(command, "%s: %s: %s (expected: true or false)".formatted(file, key, value));
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
    return value.isObject() ? sde(value) : value.asText();
  }

  /** {@code {type: ve, sigmaMin: 0.01}} as {@code ve:sigmaMin=0.01}. */
  private static String sde(JsonNode value) {
    String parameters =
        value.properties().stream()
            .filter(entry -> !entry.getKey().equals("type"))
            .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
            .collect(Collectors.joining(","));
    String type = value.path("type").asText();
    return parameters.isEmpty() ? type : type + ":" + parameters;
  }

  private static Set<String> known(CommandSpec command) {
    return command.options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !TYPED_ONLY.contains(name))
        .map(name -> name.substring(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ParameterException failure(CommandSpec command, String message) {
    CommandLine line = command.commandLine();
    return new ParameterException(line, message);
  }
}
