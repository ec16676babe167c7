package dev.driftwood.trainer.train;

import ai.djl.ndarray.NDArray;

/**
 * One step of Adam, in place (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1), with the decoupled
 * weight decay of AdamW where λ is not 0 (Loshchilov and Hutter 2019, arXiv:1711.05101):
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) ∇,   v ← β₂ v + (1 − β₂) ∇²
 *   w ← (1 − η λ) w − η (m / (1 − β₁ⁿ)) / (√(v / (1 − β₂ⁿ)) + ε)
 * </pre>
 *
 * @param weightDecay λ
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 */
record Adam(double weightDecay, double beta1, double beta2, double epsilon) {
  /** The authors' constants. */
  Adam(double weightDecay) {
    this(weightDecay, 0.9, 0.999, 1e-8);
  }

  /**
   * Changes a parameter and its moments.
   *
   * @param step n, counted from 1
   * @param rate η
   * @param gradient ∇
   */
  void apply(long step, double rate, Slot slot, NDArray gradient) {
    if (weightDecay > 0) {
      slot.weight().muli(1 - rate * weightDecay);
    }
    // Closed one by one: those of all parameters together take as much memory as a network or two.
    try (NDArray mean = gradient.mul(1 - beta1);
        NDArray square = gradient.square()) {
      slot.first().muli(beta1).addi(mean);
      slot.second().muli(beta2).addi(square.muli(1 - beta2));
    }
    double first = 1 - StrictMath.pow(beta1, step);
    double second = Math.sqrt(1 - StrictMath.pow(beta2, step));
    // √(v / b) = √v / √b: the corrections are numbers, so they join the step size and ε.
    try (NDArray deviation = slot.second().sqrt();
        NDArray change = slot.first().div(deviation.addi(epsilon * second))) {
      slot.weight().subi(change.muli(rate * second / first));
    }
  }
}
