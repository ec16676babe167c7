package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.convolutional.Conv2d;
import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.ShapeOps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter over DJL arrays, which autograd follows.
 *
 * <p>Whatever it makes belongs to one manager, also where DJL would give it to the owner of the
 * first operand: closing that manager frees a whole evaluation, and none of it can collect on the
 * parameters' manager.
 *
 * @param manager owner of everything made
 * @param dataType of constants: float32 for training, float64 for checks
 * @param dropout what is dropped; absent where no network is trained
 */
public record DjlOps(NDManager manager, DataType dataType, Optional<DropoutMasks> dropout)
    implements Ops<NDArray> {
  private static final ai.djl.ndarray.types.Shape NO_DILATION =
      new ai.djl.ndarray.types.Shape(1, 1);
  private static final int NEAREST = 0;

  /** The interpreter in float32. */
  public DjlOps(NDManager manager) {
    this(manager, DataType.FLOAT32);
  }

  /** The interpreter without dropout. */
  public DjlOps(NDManager manager, DataType dataType) {
    this(manager, dataType, Optional.empty());
  }

  @Override
  public Shape shape(NDArray x) {
    return Shapes.ofDjl(x.getShape());
  }

  @Override
  public NDArray constant(double value) {
    return constant(new double[] {value}, Shape.SCALAR);
  }

  @Override
  public NDArray constant(double[] values, Shape shape) {
    return Arrays.create(manager, values, shape, dataType);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return own(a.add(b));
  }

  @Override
  public NDArray sub(NDArray a, NDArray b) {
    return own(a.sub(b));
  }

  @Override
  public NDArray mul(NDArray a, NDArray b) {
    return own(a.mul(b));
  }

  @Override
  public NDArray div(NDArray a, NDArray b) {
    return own(a.div(b));
  }

  @Override
  public NDArray neg(NDArray x) {
    return own(x.neg());
  }

  @Override
  public NDArray exp(NDArray x) {
    return own(x.exp());
  }

  @Override
  public NDArray sqrt(NDArray x) {
    return own(x.sqrt());
  }

  @Override
  public NDArray sin(NDArray x) {
    return own(x.sin());
  }

  @Override
  public NDArray cos(NDArray x) {
    return own(x.cos());
  }

  @Override
  public NDArray tanh(NDArray x) {
    return own(x.tanh());
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return own(x.getNDArrayInternal().sigmoid());
  }

  @Override
  public NDArray matMul(NDArray a, NDArray b) {
    return own(a.matMul(b));
  }

  @Override
  public NDArray conv2d(NDArray x, NDArray weight, @Nullable NDArray bias, Conv2dSpec spec) {
    var stride = new ai.djl.ndarray.types.Shape(spec.stride(), spec.stride());
    var padding = new ai.djl.ndarray.types.Shape(spec.padding(), spec.padding());
    return only(Conv2d.conv2d(x, weight, bias, stride, padding, NO_DILATION, spec.groups()));
  }

  /** The engine's layer normalisation, with a gain of 1 and a bias of 0. */
  @Override
  public NDArray standardize(NDArray x, double epsilon) {
    var axis = new ai.djl.ndarray.types.Shape(x.getShape().get(x.getShape().dimension() - 1));
    NDArray one = manager.ones(axis, x.getDataType());
    NDArray zero = manager.zeros(axis, x.getDataType());
    return only(x.getNDArrayInternal().layerNorm(x, axis, one, zero, (float) epsilon));
  }

  @Override
  public NDArray inverseDeviation(NDArray x, double epsilon) {
    NDArray centred = sub(x, mean(x, -1));
    NDArray variance = mean(mul(centred, centred), -1);
    return div(constant(1), sqrt(add(variance, constant(epsilon))));
  }

  @Override
  public NDArray softmax(NDArray x) {
    return own(x.softmax(-1));
  }

  @Override
  public NDArray mean(NDArray x, int axis) {
    return own(x.mean(new int[] {axis}, true));
  }

  @Override
  public NDArray sum(NDArray x, int axis) {
    return own(x.sum(new int[] {axis}, true));
  }

  @Override
  public NDArray reshape(NDArray x, int... dims) {
    return own(x.reshape(Shapes.toDjl(shape(x).reshape(dims))));
  }

  @Override
  public NDArray transpose(NDArray x, int... permutation) {
    return own(x.transpose(permutation));
  }

  @Override
  public NDArray concat(int axis, List<NDArray> parts) {
    return own(NDArrays.concat(new NDList(parts), axis));
  }

  @Override
  public NDArray upsampleNearest(NDArray x, int factor) {
    Shape target = new ShapeOps().upsampleNearest(shape(x), factor);
    long[] size = {target.dim(2), target.dim(3)};
    return own(x.getNDArrayInternal().interpolation(size, NEAREST, false));
  }

  /** As a product with unit rows, which autograd knows. */
  @Override
  public NDArray rows(NDArray table, NDArray numbers) {
    int count = Math.toIntExact(table.getShape().get(0));
    NDArray whole = own(numbers.toType(DataType.INT64, true));
    NDArray units = own(whole.oneHot(count, table.getDataType()));
    return own(units.matMul(table));
  }

  @Override
  public NDArray expandAs(NDArray x, NDArray like) {
    return own(x.broadcast(like.getShape()));
  }

  @Override
  public Optional<NDArray> dropoutMask(NDArray like, double rate) {
    return dropout.map(masks -> masks.next(manager, like, rate));
  }

  private NDArray only(NDList results) {
    return own(results.singletonOrThrow());
  }

  private NDArray own(NDArray result) {
    if (result.getManager() != manager) {
      result.attach(manager);
    }
    return result;
  }
}
