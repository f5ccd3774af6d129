// Converts a picture to a PNG file, by drawing the self-contained SVG on a canvas.

/** Pixels of the file per pixel of the picture, so that it stays sharp on paper. */
const SCALE = 2;
/** The longest side of a canvas in pixels. Browsers refuse larger canvases. */
const MOST_SIDE = 16_000;

/** Returns the picture as a PNG. `text` is the text of an SVG file with a width and a height. */
export async function toPng(text: string): Promise<Blob> {
  const image = new Image();
  // The policy of the pages permits images from data: addresses only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(SCALE, MOST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob === null ? failed(new Error("The browser could not make the PNG.")) : done(blob)));
  });
}
