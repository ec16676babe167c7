package dev.driftwood.cli.serve;

import dev.driftwood.cli.option.OptionFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The file of {@code --config}, which holds any option of the command. */
final class ConfigFile implements IParameterPreprocessor {
  @Override
  public boolean preprocess(
      Stack<String> arguments,
      CommandSpec command,
      @Nullable ArgSpec argument,
      Map<String, Object> state) {
    List<String> typed = new ArrayList<>(arguments);
    // The stack has the first argument on top.
    Collections.reverse(typed);
    OptionFile.value(typed, OptionFile.NAME)
        .map(file -> new OptionFile(Path.of(file), command))
        .ifPresent(file -> file.arguments(typed).forEach(arguments::push));
    return false;
  }
}
