package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.driftwood.runtime.noise.NoiseStream;
import dev.driftwood.runtime.noise.Purpose;
import dev.driftwood.runtime.ops.Init;
import dev.driftwood.runtime.ops.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The values that parameters have before training: a pure function of the seed and the parameter's
 * name, so that a layer added elsewhere in a network doesn't change the others.
 *
 * @param seed of the run
 */
public record InitialWeights(long seed) {
  /** Row keys of parameters, apart from those of items and samples, which count from 0. */
  private static final long PARAMETERS = 1L << 62;

  /** Values of the parameter in row-major order, as its {@link Init} says. */
  public double[] draw(Parameter parameter) {
    double[] values = new double[Math.toIntExact(parameter.shape().size())];
    NoiseStream noise = new NoiseStream(seed);
    long key = PARAMETERS | hash(parameter.name());
    Init init = parameter.init();
    if (init instanceof Init.Constant constant) {
      java.util.Arrays.fill(values, constant.value());
    } else if (init instanceof Init.Normal normal) {
      noise.normals(key, Purpose.PRIOR, 0, 0, 0, values);
      scale(values, 0, normal.deviation());
    } else if (init instanceof Init.VarianceScaling scaling) {
      noise.uniforms(key, Purpose.PRIOR, 0, 0, 0, values);
      scale(values, -0.5, 2 * scaling.limit());
    }
    return values;
  }

  /** The parameter as the engine's, with these values, in an array that {@code manager} owns. */
  ai.djl.nn.Parameter start(NDManager manager, Parameter declared, DataType dataType) {
    NDArray array = Arrays.create(manager, draw(declared), declared.shape(), dataType);
    return ai.djl.nn.Parameter.builder()
        .setName(declared.name())
        .setType(ai.djl.nn.Parameter.Type.OTHER)
        .optShape(array.getShape())
        .optArray(array)
        .build();
  }

  private static void scale(double[] values, double shift, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] + shift) * factor;
    }
  }

  private static long hash(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
