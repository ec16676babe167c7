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
import dev.driftwood.runtime.ops.Weights;
import dev.driftwood.trainer.net.Classifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Classifier} as a DJL block: images {@code [n, c, h, w]} in, logits out. */
public final class ClassifierBlock extends AbstractBlock {
  private static final byte VERSION = 1;

  private final Classifier classifier;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** A block whose parameters live in {@code manager}, drawn from a seed. */
  public ClassifierBlock(Classifier classifier, NDManager manager, long seed) {
    super(VERSION);
    this.classifier = classifier;
    InitialWeights initial = new InitialWeights(seed);
    for (var declared : classifier.parameters()) {
      Parameter start = initial.start(manager, declared, DataType.FLOAT32);
      parameters.put(declared.name(), addParameter(start));
    }
  }

  /** The weights by name, copied to the host. */
  public Map<String, float[]> weights() {
    Map<String, float[]> weights = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> weights.put(name, parameter.getArray().toFloatArray()));
    return weights;
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
    return new NDList(classifier.forward(ops, weights, x).logits());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), classifier.classes())};
  }
}
