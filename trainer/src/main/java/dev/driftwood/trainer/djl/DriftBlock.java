package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.driftwood.runtime.ops.Network;
import dev.driftwood.runtime.ops.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network as a DJL block: inputs {@code x [n, …itemShape]}, {@code t [n]} and, where it takes
 * them, labels {@code [n]}; output the drift.
 *
 * <p>Its parameters are those of the network's census, drawn by {@link InitialWeights} from a seed
 * and not by DJL's initialisers.
 */
public final class DriftBlock extends AbstractBlock {
  private static final byte VERSION = 1;

  private final Network network;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** A block whose parameters live in {@code manager}. */
  public DriftBlock(Network network, NDManager manager, DataType dataType, long seed) {
    super(VERSION);
    this.network = network;
    InitialWeights initial = new InitialWeights(seed);
    for (var declared : network.census().parameters()) {
      Parameter start = initial.start(manager, declared, dataType);
      parameters.put(declared.name(), addParameter(start));
    }
  }

  /** The arrays of the parameters by name, in the network's order; they stay the block's. */
  public Map<String, NDArray> weights() {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> weights.put(name, parameter.getArray()));
    return weights;
  }

  /**
   * The drift at {@code x} and {@code t} with weights by name; it and all on the way to it belong
   * to the manager of {@code ops}.
   *
   * @param label {@code [n]}, {@code null} for a network without labels
   */
  public static NDArray drift(
      Network network,
      DjlOps ops,
      Function<String, NDArray> weights,
      NDArray x,
      NDArray t,
      @Nullable NDArray label) {
    return network.forward(ops, declared -> weights.apply(declared.name()), x, t, label);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    NDArray x = inputs.get(0);
    Weights<NDArray> weights =
        declared -> store.getValue(parameters.get(declared.name()), x.getDevice(), training);
    DjlOps ops = new DjlOps(x.getManager(), x.getDataType());
    return new NDList(
        network.forward(ops, weights, x, inputs.get(1), inputs.size() > 2 ? inputs.get(2) : null));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0]};
  }
}
