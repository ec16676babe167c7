package dev.driftwood.runtime.image;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.ByteSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Finds the reader for an input by its content. */
final class InputFormats {
  private static final int HEAD = 8;
  private static final String PNG = "\u0089PNG\r\n\u001A\n";
  private static final String JPEG = "\u00FF\u00D8\u00FF";
  private static final String NPY = "\u0093NUMPY";

  private InputFormats() {}

  static ImageSource open(Path input, InputOptions options) {
    if (Files.isDirectory(input)) {
      return FolderSource.open(input, options);
    }
    return switch (options.format()) {
      case CIFAR10 -> CifarSource.open(input, CifarFormat.CIFAR10, options);
      case CIFAR100 -> CifarSource.open(input, CifarFormat.CIFAR100, options);
      case AUTO -> byContent(input, options);
    };
  }

  /** Whether a file begins as a PNG or JPEG does. */
  static boolean isPicture(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    return start.startsWith(PNG) || start.startsWith(JPEG);
  }

  private static ImageSource byContent(Path input, InputOptions options) {
    byte[] head = ByteSource.head(input, HEAD);
    if (isPicture(head)) {
      return new FolderSource(input.toAbsolutePath().getParent(), List.of(input), options, true);
    }
    if (new String(head, StandardCharsets.ISO_8859_1).startsWith(NPY)) {
      return NpySource.open(input, options);
    }
    if (IdxHeader.looksLikeIdx(head)) {
      return IdxSource.open(input, options);
    }
    throw new DriftwoodException(
        "%s: unknown format, begins with %s (expected: IDX, .npy, PNG, JPEG, or a folder of"
                .formatted(input, head.length == 0 ? "nothing" : HexFormat.of().formatHex(head))
            + " pictures; CIFAR records need --format cifar10 or cifar100)");
  }
}
