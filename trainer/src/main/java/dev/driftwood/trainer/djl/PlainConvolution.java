package dev.driftwood.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * A convolution by 3x3 with as many channels out as in, in the engine that trains: what the machine
 * can do at its best.
 *
 * @param rows of the batch
 * @param channels of input and output
 * @param side of the images
 */
public record PlainConvolution(int rows, int channels, int side) {
  private static final int KERNEL = 3;

  /** Floating-point operations of one run: two for each product that is added. */
  public double operations() {
    return 2.0 * rows * channels * channels * KERNEL * KERNEL * side * side;
  }

  /**
   * Runs it.
   *
   * @param times at least 1
   * @return seconds of each run, but for one that only prepares
   */
  public double[] seconds(int times) {
    try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu())) {
      NDArray x = manager.ones(new Shape(rows, channels, side, side), DataType.FLOAT32);
      NDArray weight = manager.ones(new Shape(channels, channels, KERNEL, KERNEL));
      run(x, weight);
      double[] seconds = new double[times];
      for (int i = 0; i < times; i++) {
        seconds[i] = run(x, weight);
      }
      return seconds;
    }
  }

  private static double run(NDArray x, NDArray weight) {
    Shape one = new Shape(1, 1);
    long start = System.nanoTime();
    Conv2d.conv2d(x, weight, null, one, one, one).singletonOrThrow().close();
    return (System.nanoTime() - start) * 1e-9;
  }
}
