// Writes a PDF file of one page (ISO 32000-1): the objects, their offsets, and the compressed streams.

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** The colours, three bytes per pixel. */
  readonly colours: Uint8Array<ArrayBuffer>;
  /** The opacity, one byte per pixel. 255 is opaque. */
  readonly alpha: Uint8Array<ArrayBuffer>;
}

export interface PdfPage {
  readonly title: string;
  /** The size of the page in points. An inch has 72 points. */
  readonly width: number;
  readonly height: number;
  /**
   * The drawing instructions. Fonts have the names /F1 to /F4. The names of images begin with /I0, and the names of
   * opacities with /G0.
   */
  readonly content: string;
  readonly images: readonly Raster[];
  /** The opacities of fills and of strokes. */
  readonly opacities: readonly (readonly [fill: number, stroke: number])[];
}

const FONTS = ["Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"];

export async function pdfOf(page: PdfPage): Promise<Blob> {
  const objects: BlobPart[][] = [];
  /** Adds an object and returns its number. The first is 1. */
  const add = (...parts: BlobPart[]): number => objects.push(parts);
  const stream = async (dictionary: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> => {
    const packed = await deflated(bytes);
    return add(`<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`, packed, "\nendstream");
  };
  const catalogue = add("<< /Type /Catalog /Pages 2 0 R >>");
  add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  const own = add();
  const content = await stream("", new TextEncoder().encode(page.content));
  const fonts = FONTS.map((name) =>
    add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`),
  );
  const images: number[] = [];
  for (const { width, height, colours, alpha } of page.images) {
    const size = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8`;
    const mask = await stream(`${size} /ColorSpace /DeviceGray`, alpha);
    images.push(await stream(`${size} /ColorSpace /DeviceRGB /SMask ${mask} 0 R`, colours));
  }
  const states = page.opacities.map(([fill, stroke]) => add(`<< /Type /ExtGState /ca ${fill} /CA ${stroke} >>`));
  const info = add(`<< /Title ${unicode(page.title)} /Producer (Throughline) >>`);
  const named = (prefix: string, first: number, numbers: readonly number[]) =>
    numbers.map((number, i) => `/${prefix}${i + first} ${number} 0 R`).join(" ");
  objects[own - 1]!.push(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${content} 0 R ` +
      `/Resources << /Font << ${named("F", 1, fonts)} >> /XObject << ${named("I", 0, images)} >> ` +
      `/ExtGState << ${named("G", 0, states)} >> >> >>`,
  );
  return assembled(objects, `/Size ${objects.length + 1} /Root ${catalogue} 0 R /Info ${info} 0 R`);
}

function assembled(objects: readonly (readonly BlobPart[])[], trailer: string): Blob {
  const parts: BlobPart[] = ["%PDF-1.4\n"];
  let at = new Blob(parts).size;
  const offsets = objects.map((object, i) => {
    const whole = [`${i + 1} 0 obj\n`, ...object, "\nendobj\n"];
    const start = at;
    parts.push(...whole);
    at += new Blob(whole).size;
    return start;
  });
  const lines = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}`,
    `trailer\n<< ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
  );
  return new Blob(parts, { type: "application/pdf" });
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** A text of any script, as UTF-16 in hexadecimal. */
function unicode(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, "0"));
  return `<feff${units.join("")}>`;
}
