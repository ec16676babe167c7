package dev.driftwood.trainer.tensorboard;

import java.util.zip.CRC32C;

/**
 * The checksum of TensorFlow's records: the CRC-32C, turned right by 15 bits, plus a constant, so
 * that data which hold checksums of their own are not mistaken.
 */
final class MaskedChecksum {
  private static final int TURN = 15;
  private static final int DELTA = 0xa282ead8;

  private MaskedChecksum() {}

  static int of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), TURN) + DELTA;
  }
}
