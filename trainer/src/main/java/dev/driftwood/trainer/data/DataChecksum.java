package dev.driftwood.trainer.data;

import dev.driftwood.runtime.image.Image;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of items: of each, its stored bytes and its class, a big-endian 32-bit integer that
 * is −1 where there is none. Of data that are computed, which are the same everywhere, the number
 * of items and the first {@value #COMPUTED} stand for all.
 */
public final class DataChecksum {
  private static final int COMPUTED = 100;

  private DataChecksum() {}

  /** The digest, in hexadecimal. */
  public static String of(Items items) {
    MessageDigest digest = sha256();
    boolean computed = items instanceof GeneratedItems || items instanceof CachedItems;
    int count = computed ? Math.min(COMPUTED, items.size()) : items.size();
    if (computed) {
      digest.update(bytes(items.size()));
    }
    for (int i = 0; i < count; i++) {
      Image image = items.image(i);
      digest.update(image.bytes());
      digest.update(bytes(items.label(i).orElse(-1)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
