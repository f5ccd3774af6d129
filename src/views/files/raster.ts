// Draws small images of parts that PDF's standard fonts and shapes cannot draw: texts in other scripts, and portraits.
import type { Raster } from "./pdfDocument.js";

/** Pixels of the image per pixel of the picture. */
const SCALE = 4;

/** A line of text whose baseline starts at `ascent` below the top of the image. */
export function textRaster(text: string, font: string, colour: string, width: number, size: number): Raster | null {
  return drawn(width + 2, size * 1.5, (context) => {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, 1, size * 1.1);
  });
}

/** The part of `textRaster`'s image above the baseline, as a share of the font size. */
export const ASCENT = 1.1;

/** An image that fills a circle, as `preserveAspectRatio="xMidYMid slice"` does. */
export async function portraitRaster(address: string, size: number): Promise<Raster | null> {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    // A picture that the browser cannot read is not shown on the page either, so it is left out.
    return null;
  }
  const { naturalWidth: w, naturalHeight: h } = image;
  const side = Math.min(w, h);
  return drawn(size, size, (context) => {
    context.beginPath();
    context.arc(size / 2, size / 2, size / 2, 0, 2 * Math.PI);
    context.clip();
    context.drawImage(image, (w - side) / 2, (h - side) / 2, side, side, 0, 0, size, size);
  });
}

function drawn(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): Raster | null {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil(width * SCALE));
  canvas.height = Math.max(1, Math.ceil(height * SCALE));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.scale(SCALE, SCALE);
  draw(context);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const pixels = canvas.width * canvas.height;
  const colours = new Uint8Array(3 * pixels);
  const alpha = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    colours.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
    alpha[i] = data[4 * i + 3]!;
  }
  return { width: canvas.width, height: canvas.height, colours, alpha };
}
