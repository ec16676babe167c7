package dev.driftwood.cli.train;

import dev.driftwood.cli.option.OptionFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The file of {@code --config}. With {@code --resume} and no such file it is the run's own, so that
 * a run goes on as it began.
 */
final class ConfigFile implements IParameterPreprocessor {
  private static final String RESUME = "--resume";
  private static final String OUT = "--out";

  @Override
  public boolean preprocess(
      Stack<String> arguments,
      CommandSpec command,
      @Nullable ArgSpec argument,
      Map<String, Object> state) {
    List<String> typed = new ArrayList<>(arguments);
    // The stack has the first argument on top.
    Collections.reverse(typed);
    file(typed)
        .ifPresent(file -> new OptionFile(file, command).arguments(typed).forEach(arguments::push));
    return false;
  }

  private static Optional<Path> file(List<String> typed) {
    Optional<Path> named = OptionFile.value(typed, OptionFile.NAME).map(Path::of);
    return named.isEmpty() && typed.contains(RESUME) ? stored(typed) : named;
  }

  /** The options of the run that is gone on with. */
  private static Optional<Path> stored(List<String> typed) {
    return OptionFile.value(typed, OUT)
        .map(run -> Path.of(run).resolve("config.yaml"))
        .filter(Files::isRegularFile);
  }
}
