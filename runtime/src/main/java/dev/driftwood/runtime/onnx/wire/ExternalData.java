package dev.driftwood.runtime.onnx.wire;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where arrays may lie that a model keeps in files of their own.
 *
 * @param folder the only folder that is looked in; absent where no other file may be read
 */
public record ExternalData(Optional<Path> folder) {
  /** No other file is read: a model that needs one is refused. */
  public static final ExternalData NONE = new ExternalData(Optional.empty());

  /** The folder that a model's file lies in, as ONNX has it. */
  public static ExternalData beside(Path model) {
    return new ExternalData(Optional.ofNullable(model.toAbsolutePath().getParent()));
  }
}
