package dev.driftwood.runtime.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Small input files for tests. */
final class Inputs {
  private Inputs() {}

  static byte[] idxImages(int n, int height, int width) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + n * height * width);
    bytes.putInt(2051).putInt(n).putInt(height).putInt(width);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  static byte[] idxLabels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(2049).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /**
   * A PNG with {@code channels} samples of {@code bits} a pixel; sample i in CHW order is i·step.
   */
  static void png(Path file, int channels, int bits, int height, int width, int step)
      throws IOException {
    int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    int space = channels <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    boolean alpha = channels % 2 == 0;
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            type);
    WritableRaster raster =
        Raster.createInterleavedRaster(type, width, height, channels, new Point());
    for (int i = 0; i < channels * height * width; i++) {
      int pixel = i % (height * width);
      raster.setSample(pixel % width, pixel / width, i / (height * width), i * step);
    }
    ImageIO.write(new BufferedImage(colours, raster, false, null), "png", file.toFile());
  }

  static List<ImageItem> all(Path input, InputOptions options) {
    List<ImageItem> items = new ArrayList<>();
    try (ImageSource source = ImageSource.open(input, options)) {
      source.forEachRemaining(items::add);
    }
    return items;
  }

  static Image only(Path input, InputOptions options) {
    return (Image) all(input, options).get(0);
  }
}
