package dev.driftwood.runtime.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * An animated GIF that runs over and over, written frame by frame. A frame of up to 256 colours
 * keeps them; others are reduced.
 */
public final class GifAnimation implements AutoCloseable {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final ImageOutputStream stream;
  private final ImageWriter writer;
  private boolean begun;

  /**
   * Starts an animation.
   *
   * @param out where it goes; not closed
   * @throws IOException if nothing can be written there
   */
  public GifAnimation(OutputStream out) throws IOException {
    stream = new MemoryCacheImageOutputStream(out);
    writer = ImageIO.getImageWritersByFormatName("gif").next();
    writer.setOutput(stream);
    writer.prepareWriteSequence(null);
  }

  /**
   * Adds a frame.
   *
   * @param frame of the size of the first
   * @param centiseconds for which it is shown
   * @throws IOException if it can't be written
   */
  public void add(BufferedImage frame, int centiseconds) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            new ImageTypeSpecifier(frame), writer.getDefaultWriteParam());
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(control(centiseconds));
    if (!begun) {
      root.appendChild(endlessly());
      begun = true;
    }
    metadata.mergeTree(FORMAT, root);
    writer.writeToSequence(new IIOImage(frame, null, metadata), writer.getDefaultWriteParam());
  }

  /** Ends the animation; without this it is not whole. */
  public void end() throws IOException {
    writer.endWriteSequence();
    stream.flush();
  }

  @Override
  public void close() {
    writer.dispose();
  }

  private static IIOMetadataNode control(int centiseconds) {
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(centiseconds));
    control.setAttribute("transparentColorIndex", "0");
    return control;
  }

  /** The extension by which Netscape 2.0 and all since repeat an animation; 0 times is for ever. */
  private static IIOMetadataNode endlessly() {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(new byte[] {1, 0, 0});
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }
}
