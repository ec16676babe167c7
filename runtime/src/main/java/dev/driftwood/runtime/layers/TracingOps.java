package dev.driftwood.runtime.layers;

import dev.driftwood.runtime.graph.Shape;
import dev.driftwood.runtime.ops.Conv2dSpec;
import dev.driftwood.runtime.ops.OpenNode;
import dev.driftwood.runtime.ops.Ops;
import dev.driftwood.runtime.ops.ShapeOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter that writes down what is done.
 *
 * @param trace where
 * @param scope the part of the network that works, its parts separated by slashes
 * @param training whether as in training, where activations are dropped
 */
record TracingOps(Trace trace, String scope, boolean training) implements Ops<Traced> {
  @Override
  public Ops<Traced> scope(String name) {
    String inner = scope.isEmpty() || name.isEmpty() ? scope + name : scope + "/" + name;
    return new TracingOps(trace, inner, training);
  }

  @Override
  public Shape shape(Traced x) {
    return x.shape();
  }

  @Override
  public List<Traced> node(OpenNode node, List<@Nullable Traced> inputs) {
    ShapeOps shapes = new ShapeOps();
    List<@Nullable Shape> known = new ArrayList<>();
    inputs.forEach(input -> known.add(input == null ? null : input.shape()));
    List<Traced> taken = inputs.stream().filter(Objects::nonNull).toList();
    List<Traced> results = new ArrayList<>();
    for (Shape shape : shapes.node(node, known)) {
      long cost = results.isEmpty() ? shapes.multiplyAdds() : 0;
      results.add(trace.step(scope, taken, shape, cost, false));
    }
    return results;
  }

  @Override
  public Optional<Traced> dropoutMask(Traced like, double rate) {
    return training ? Optional.of(step(like.shape())) : Optional.empty();
  }

  @Override
  public Traced constant(double value) {
    return trace.given(Shape.SCALAR);
  }

  @Override
  public Traced constant(double[] values, Shape shape) {
    return trace.given(shape);
  }

  @Override
  public Traced add(Traced a, Traced b) {
    return broadcast(a, b);
  }

  @Override
  public Traced sub(Traced a, Traced b) {
    return broadcast(a, b);
  }

  @Override
  public Traced mul(Traced a, Traced b) {
    return broadcast(a, b);
  }

  @Override
  public Traced div(Traced a, Traced b) {
    return broadcast(a, b);
  }

  @Override
  public Traced neg(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced exp(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced sqrt(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced sin(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced cos(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced tanh(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced sigmoid(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced matMul(Traced a, Traced b) {
    ShapeOps shapes = new ShapeOps();
    Shape product = shapes.matMul(a.shape(), b.shape());
    return trace.step(scope, List.of(a, b), product, shapes.multiplyAdds(), false);
  }

  @Override
  public Traced conv2d(Traced x, Traced weight, @Nullable Traced bias, Conv2dSpec spec) {
    ShapeOps shapes = new ShapeOps();
    Shape shift = bias == null ? null : bias.shape();
    Shape image = shapes.conv2d(x.shape(), weight.shape(), shift, spec);
    List<Traced> inputs = bias == null ? List.of(x, weight) : List.of(x, weight, bias);
    return trace.step(scope, inputs, image, shapes.multiplyAdds(), false);
  }

  @Override
  public Traced standardize(Traced x, double epsilon) {
    return step(x.shape(), x);
  }

  @Override
  public Traced inverseDeviation(Traced x, double epsilon) {
    return step(x.shape().with(-1, 1), x);
  }

  @Override
  public Traced softmax(Traced x) {
    return step(x.shape(), x);
  }

  @Override
  public Traced mean(Traced x, int axis) {
    return step(x.shape().with(axis, 1), x);
  }

  @Override
  public Traced sum(Traced x, int axis) {
    return step(x.shape().with(axis, 1), x);
  }

  @Override
  public Traced reshape(Traced x, int... dims) {
    return view(x.shape().reshape(dims), x);
  }

  @Override
  public Traced transpose(Traced x, int... permutation) {
    return view(new ShapeOps().transpose(x.shape(), permutation), x);
  }

  @Override
  public Traced concat(int axis, List<Traced> parts) {
    Shape whole = new ShapeOps().concat(axis, parts.stream().map(Traced::shape).toList());
    return step(whole, parts.toArray(Traced[]::new));
  }

  @Override
  public Traced upsampleNearest(Traced x, int factor) {
    return step(new ShapeOps().upsampleNearest(x.shape(), factor), x);
  }

  @Override
  public Traced rows(Traced table, Traced numbers) {
    return step(new ShapeOps().rows(table.shape(), numbers.shape()), table, numbers);
  }

  @Override
  public Traced expandAs(Traced x, Traced like) {
    return view(new ShapeOps().expandAs(x.shape(), like.shape()), x, like);
  }

  private Traced broadcast(Traced a, Traced b) {
    return step(a.shape().broadcast(b.shape()), a, b);
  }

  private Traced step(Shape shape, Traced... inputs) {
    return trace.step(scope, Arrays.asList(inputs), shape, 0, false);
  }

  private Traced view(Shape shape, Traced... inputs) {
    return trace.step(scope, Arrays.asList(inputs), shape, 0, true);
  }
}
