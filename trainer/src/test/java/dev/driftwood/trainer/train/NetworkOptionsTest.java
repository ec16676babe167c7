package dev.driftwood.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwood.trainer.net.NetworkOption;
import dev.driftwood.trainer.net.Presets;
import dev.driftwood.trainer.net.UNet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkOptionsTest {
  private static final List<Integer> SHAPE = List.of(3, 32, 32);

  @Test
  void storesWhatIsInEffect() {
    TrainingPlan plan =
        TrainingPlan.builder()
            .preset("ncsnpp")
            .networkOptions(Map.of(NetworkOption.HEADS, "4", NetworkOption.ATTENTION, "none"))
            .build();

    assertThat(RunConfig.entries(plan))
        .containsEntry("preset", "ncsnpp")
        .containsEntry("heads", 4)
        .containsEntry("attention", List.of())
        .containsEntry("channel-multipliers", List.of(1, 2, 2, 2))
        .containsEntry("resampling", "fir")
        .containsEntry("skip-rescale", true)
        .containsEntry("dropout", 0.1);
    assertThat(RunConfig.entries(TrainingPlan.builder().preset("mlp").build()))
        .doesNotContainKey("heads");
  }

  /** So that a run's file, given to any preset, gives its network again. */
  @ParameterizedTest
  @ValueSource(strings = {"small", "mnist", "cifar10", "diffusion-zero", "ddpmpp", "ncsnpp"})
  void givesTheSameNetworkFromWhatIsStored(String preset) {
    Map<String, Object> stored = Presets.options(preset, Map.of());
    Map<NetworkOption, String> typed = new EnumMap<>(NetworkOption.class);
    for (NetworkOption option : NetworkOption.values()) {
      typed.put(option, text(stored.get(option.label())));
    }

    UNet again = (UNet) Presets.changed("mnist", typed, SHAPE, 0);

    assertThat(again.spec()).isEqualTo(((UNet) Presets.byName(preset)).spec());
  }

  /** As the command reads a YAML file. */
  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(","))
        : value.toString();
  }
}
