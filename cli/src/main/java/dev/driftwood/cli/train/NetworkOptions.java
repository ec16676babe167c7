package dev.driftwood.cli.train;

import dev.driftwood.trainer.net.NetworkOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What can be changed of a preset, an option of the command each, as the networks declare them. */
@Command // so that picocli looks for the specification below
final class NetworkOptions {
  private final Map<NetworkOption, String> given = new EnumMap<>(NetworkOption.class);

  /** Adds the options to the command that this is a part of, in a group of their own. */
  @Spec(Spec.Target.MIXEE)
  void declareTo(CommandSpec command) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%nWhat to change of a preset for images:%n")
            .validate(false);
    for (NetworkOption option : NetworkOption.values()) {
      group.addArg(declared(option));
    }
    command.addArgGroup(group.build());
  }

  private OptionSpec declared(NetworkOption option) {
    return OptionSpec.builder("--" + option.label())
        .type(String.class)
        .paramLabel(option.hint())
        .description(sentence(option.meaning()))
        .setter(
            new ISetter() {
              @Override
              @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
              public <T> T set(T value) {
                if (value != null) {
                  given.put(option, (String) value);
                }
                return value;
              }
            })
        .build();
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  /** The values that were typed. */
  Map<NetworkOption, String> changes() {
    return new EnumMap<>(given);
  }
}
