package dev.driftwood.cli.train;

import dev.driftwood.runtime.artefact.SdeSpec;
import dev.driftwood.runtime.failure.NearestName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The diffusion, by name and with parameters: {@code ve:sigmaMin=0.01,sigmaMax=10}. */
final class SdeOption {
  @Option(
      names = "--sde",
      paramLabel = "vp|subvp|ve|vp-cosine[:P=V,...]",
      defaultValue = "vp",
      description =
          "The diffusion, such as ve or ve:sigmaMin=0.01,sigmaMax=10; ${DEFAULT-VALUE} by default.")
  private String sde;

  SdeSpec spec() {
    String[] parts = sde.split(":", 2);
    SdeSpec.Type type = type(parts[0]);
    Map<String, Double> parameters = new HashMap<>();
    if (parts.length == 2) {
      for (String assignment : parts[1].split(",")) {
        String[] sides = assignment.split("=", 2);
        if (!type.parameterNames().contains(sides[0])) {
          throw new IllegalArgumentException(
              NearestName.unknown("sde parameter", sides[0], type.parameterNames()));
        }
        parameters.put(sides[0], number(sides));
      }
    }
    return new SdeSpec(type, parameters);
  }

  private static SdeSpec.Type type(String name) {
    return Arrays.stream(SdeSpec.Type.values())
        .filter(type -> type.jsonName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    NearestName.unknown("sde", name, SdeSpec.Type.names())));
  }

  private static double number(String... sides) {
    try {
      return Double.parseDouble(sides[sides.length - 1]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "sde: " + String.join("=", sides) + " (expected: PARAMETER=NUMBER)", e);
    }
  }
}
