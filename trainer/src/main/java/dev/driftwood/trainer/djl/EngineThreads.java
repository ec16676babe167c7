package dev.driftwood.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The threads that the engine spreads an operator over. Sums are rounded by how they are split, so
 * the same bits need the same number. While open, it is the number asked for.
 */
public final class EngineThreads implements AutoCloseable {
  private final int before;
  private final int count;

  private EngineThreads(int before, int count) {
    this.before = before;
    this.count = count;
  }

  /** The engine with so many threads; 0 leaves the number as it is. */
  public static EngineThreads of(int wanted) {
    // The engine's native library is loaded with it.
    Engine.getInstance();
    int before = JniUtils.getNumThreads();
    int count = wanted == 0 ? before : wanted;
    if (count != before) {
      JniUtils.setNumThreads(count);
    }
    return new EngineThreads(before, count);
  }

  /** The number in use. */
  public int count() {
    return count;
  }

  @Override
  public void close() {
    if (count != before) {
      JniUtils.setNumThreads(before);
    }
  }
}
