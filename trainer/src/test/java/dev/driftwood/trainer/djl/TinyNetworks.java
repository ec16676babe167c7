package dev.driftwood.trainer.djl;

import dev.driftwood.runtime.fixture.RandomTensors;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.reference.Tensor;
import dev.driftwood.trainer.net.UNet;
import dev.driftwood.trainer.net.UNetDraft;
import dev.driftwood.trainer.net.UNetSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Networks small enough for the reference interpreter, with every block at unit gain. */
public final class TinyNetworks {
  private static final List<Integer> SHAPE = List.of(2, 8, 8);

  private TinyNetworks() {}

  /** Eight channels, one block a level, four groups. */
  public static UNetDraft tiny() {
    return UNetSpec.draft().channels(8).blocks(1).groups(4).lastGain(1);
  }

  /** A U-Net of 8x8 images with every kind of block: two levels, attention, odd group count. */
  public static Network uNet() {
    return new UNet(SHAPE, tiny().attention(List.of(4)).build());
  }

  /** A U-Net of 8x8 images in patches of 2x2, whose features tell a thousand times apart. */
  public static Network patchedUNet() {
    return new UNet(SHAPE, tiny().patch(2).timeScale(1000).build());
  }

  /** The same, with two classes and a label for none. */
  public static Network labelledUNet() {
    return new UNet(SHAPE, ((UNet) patchedUNet()).spec(), 3);
  }

  /** All parameters random: also those that training starts at a constant. */
  public static Map<String, Tensor> weights(Network network, long seed) {
    RandomTensors random = new RandomTensors(seed);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (var parameter : network.census().parameters()) {
      Tensor noise = random.next(parameter.shape());
      double[] values = new InitialWeights(seed).draw(parameter);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] + 0.1 * noise.values()[i]);
      }
      weights.put(parameter.name(), new Tensor(values, parameter.shape()));
    }
    return weights;
  }
}
