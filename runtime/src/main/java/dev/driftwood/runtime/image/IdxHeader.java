package dev.driftwood.runtime.image;

import dev.driftwood.runtime.failure.DriftwoodException;
import dev.driftwood.runtime.file.ByteSource;

/** The first bytes of an IDX file: a magic number (type and rank) and the sizes, big-endian. */
final class IdxHeader {
  /** Unsigned bytes in three dimensions: images. */
  static final int IMAGES = 0x803;

  /** Unsigned bytes in one dimension: labels. */
  static final int LABELS = 0x801;

  private IdxHeader() {}

  /** Whether these first bytes can be those of an IDX file of any type. */
  static boolean looksLikeIdx(byte[] head) {
    return head.length >= 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[3] >= 1;
  }

  /** Reads the header and returns the sizes. */
  static int[] read(ByteSource source, int magic) {
    int found = source.requireBigEndianInt("the magic number");
    if (found != magic) {
      throw new DriftwoodException(
          "%s: magic number %s (expected: %s)"
              .formatted(source.file(), described(found), described(magic)));
    }
    int[] sizes = new int[magic & 0xFF];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = source.requireBigEndianInt("the sizes");
      if (sizes[i] < 0 || (i > 0 && (sizes[i] == 0 || sizes[i] > 1 << 14))) {
        throw new DriftwoodException(
            "%s: size %d in dimension %d (expected: a positive size, images up to 16384 pixels)"
                .formatted(source.file(), sizes[i], i));
      }
    }
    return sizes;
  }

  private static String described(int magic) {
    return switch (magic) {
      case IMAGES -> magic + ", images of bytes";
      case LABELS -> magic + ", labels";
      default -> Integer.toString(magic);
    };
  }
}
