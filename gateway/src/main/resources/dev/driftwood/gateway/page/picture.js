// Turns any picture that a browser can show into an image of a model's shape.

/** The picture fitted into the shape, black around it: a canvas to look at and the levels to send. */
export async function fit(file, shape, inverted) {
  const [channels, height, width] = shape;
  const bitmap = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = inverted ? "white" : "black";
  pen.fillRect(0, 0, width, height);
  const scale = Math.min(width / bitmap.width, height / bitmap.height);
  const [w, h] = [scale * bitmap.width, scale * bitmap.height];
  pen.imageSmoothingEnabled = scale !== 1;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, (width - w) / 2, (height - h) / 2, w, h);
  const pixels = pen.getImageData(0, 0, width, height);
  const levels = planes(pixels.data, channels, inverted);
  shown(pixels, levels, channels);
  pen.putImageData(pixels, 0, 0);
  return { canvas, levels };
}

function planes(rgba, channels, inverted) {
  const size = rgba.length / 4;
  const levels = new Uint8Array(channels * size);
  for (let i = 0; i < size; i++) {
    const color = rgba.subarray(4 * i, 4 * i + 3);
    for (let c = 0; c < channels; c++) {
      const level = channels === 1 ? Math.round(0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]) : color[c];
      levels[c * size + i] = inverted ? 255 - level : level;
    }
  }
  return levels;
}

function shown(pixels, levels, channels) {
  const size = pixels.data.length / 4;
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = levels[(channels === 1 ? 0 : c) * size + i];
    pixels.data[4 * i + 3] = 255;
  }
}
