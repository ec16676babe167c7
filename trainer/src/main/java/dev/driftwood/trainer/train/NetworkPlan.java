package dev.driftwood.trainer.train;

import dev.driftwood.runtime.ops.Network;
import dev.driftwood.trainer.net.NetworkOption;
import dev.driftwood.trainer.net.Presets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What learns.
 *
 * @param preset name of the network
 * @param changes of the preset's options, as a user types them
 * @param target what the network gives
 */
public record NetworkPlan(String preset, Map<NetworkOption, String> changes, Target target) {
  public NetworkPlan {
    Map<NetworkOption, String> sorted = new EnumMap<>(NetworkOption.class);
    sorted.putAll(changes);
    changes = java.util.Collections.unmodifiableMap(sorted);
  }

  /**
   * The network.
   *
   * @param shape of an item
   * @param labels how many it takes; 0 for none
   * @throws IllegalArgumentException if there is no such preset, or it is not for such items
   */
  public Network network(List<Integer> shape, int labels) {
    return Presets.changed(preset, changes, shape, labels);
  }

  /**
   * Requires that preset and options are known, whatever the items.
   *
   * @throws IllegalArgumentException if they are not; the message names the nearest
   */
  public void requireKnown() {
    Presets.options(preset, changes);
  }
}
