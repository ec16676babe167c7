/**
 * What ONNX Runtime does not survive although it is of the right form: it does not check everything
 * that its kernels rely on, and where one of them fails the process ends. Each guard stands for a
 * crash that was seen.
 */
@NullMarked
package dev.driftwood.runtime.onnx.guard;

import org.jspecify.annotations.NullMarked;
