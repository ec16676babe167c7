package dev.driftwood.cli.option;

import dev.driftwood.runtime.sampler.SamplerOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What can be set of samplers, an option of the command each, as the samplers declare them. */
@Command // so that picocli looks for the specification below
public final class MethodOptions {
  private final Map<SamplerOption, String> given = new TreeMap<>();

  /** Adds the options to the command that this is a part of, in a group of their own. */
  @Spec(Spec.Target.MIXEE)
  void declareTo(CommandSpec command) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%nOptions of single samplers ('driftwood samplers' says which):%n")
            .validate(false);
    for (SamplerOption option : SamplerOption.values()) {
      group.addArg(declared(option));
    }
    command.addArgGroup(group.build());
  }

  private OptionSpec declared(SamplerOption option) {
    return OptionSpec.builder("--" + option.label())
        .type(String.class)
        .paramLabel(option.choices().isEmpty() ? "X" : String.join("|", option.choices()))
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
  Map<SamplerOption, Double> options() {
    Map<SamplerOption, Double> values = new TreeMap<>();
    given.forEach((option, text) -> values.put(option, option.parse(text)));
    return values;
  }
}
