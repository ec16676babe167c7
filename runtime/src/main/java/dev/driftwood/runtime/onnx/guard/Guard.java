package dev.driftwood.runtime.onnx.guard;

/** What the kernel of an operator relies on and does not check. */
interface Guard {
  void check(Guarded node);
}
