// Converts a picture to a PDF file of one page, without a server: shapes stay shapes and texts stay texts that can be
// selected and searched. The picture must be in the document, because the browser computes its styles and the places of
// its texts. The file uses PDF's standard font, stretched to the width that the text has on the page. A line with
// characters that this font does not have becomes an image.
import { byteOf, helveticaWidth } from "./helvetica.js";
import { Painter } from "./painter.js";
import { segmentsOf } from "./pathData.js";
import { type PdfPage, pdfOf, type Raster } from "./pdfDocument.js";
import { ASCENT, portraitRaster, textRaster } from "./raster.js";

/** The sides of A4 in points, the longer side first. The page is in landscape if the picture is wider than high. */
const A4 = [841.89, 595.28] as const;
const MARGIN = 20;

export async function toPdf(svg: SVGSVGElement, title: string, background: string): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const [pageWidth, pageHeight] = width >= height ? A4 : ([A4[1], A4[0]] as const);
  const scale = Math.min((pageWidth - 2 * MARGIN) / width, (pageHeight - 2 * MARGIN) / height);
  const painter = new Painter();
  const images: Raster[] = [];
  painter.fillPage(background, pageWidth, pageHeight);
  painter.transform(
    scale,
    0,
    0,
    -scale,
    (pageWidth - width * scale) / 2,
    pageHeight - (pageHeight - height * scale) / 2,
  );
  for (const element of svg.querySelectorAll<SVGGraphicsElement>("rect, circle, line, path, text, image")) {
    if (element.closest("defs, pattern, clipPath") !== null) continue;
    const style = getComputedStyle(element);
    const matrix = element.getCTM();
    if (style.display === "none" || matrix === null) continue;
    painter.save();
    painter.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
    if (element instanceof SVGTextContentElement) drawText(painter, images, element);
    else if (element instanceof SVGImageElement) await drawImage(painter, images, element);
    else drawShape(painter, element, style);
    painter.restore();
  }
  const page: PdfPage = {
    title,
    width: pageWidth,
    height: pageHeight,
    content: painter.content(),
    images,
    opacities: painter.opacities(),
  };
  return pdfOf(page);
}

const number = (element: Element, name: string): number => Number(element.getAttribute(name) ?? 0);

function drawShape(painter: Painter, element: SVGGraphicsElement, style: CSSStyleDeclaration): void {
  switch (element.tagName) {
    case "rect":
      painter.rectangle(
        number(element, "x"),
        number(element, "y"),
        number(element, "width"),
        number(element, "height"),
        number(element, "rx"),
      );
      break;
    case "circle":
      painter.circle(number(element, "cx"), number(element, "cy"), number(element, "r"));
      break;
    case "line":
      painter.path([
        ["m", number(element, "x1"), number(element, "y1")],
        ["l", number(element, "x2"), number(element, "y2")],
      ]);
      break;
    default:
      painter.path(segmentsOf(element.getAttribute("d") ?? ""));
  }
  painter.paint(style, opacityOf(element), element.getBBox());
}

/** The product of the opacities of the element and of everything around it. */
function opacityOf(element: Element): number {
  let opacity = 1;
  for (let one: Element | null = element; one !== null && one.tagName !== "svg"; one = one.parentElement)
    opacity *= Number(getComputedStyle(one).opacity);
  return opacity;
}

function drawText(painter: Painter, images: Raster[], element: SVGTextContentElement): void {
  const spans = [...element.querySelectorAll("tspan")];
  for (const line of spans.length > 0 ? spans : [element]) {
    const text = line.textContent ?? "";
    if (text.trim() === "") continue;
    const style = getComputedStyle(line);
    const { x, y } = line.getStartPositionOfChar(0);
    const width = line.getComputedTextLength();
    const size = Number.parseFloat(style.fontSize);
    const isBold = Number(style.fontWeight) >= 600;
    const bytes = [...text].map(byteOf);
    if (bytes.every((byte) => byte !== null)) {
      const own = (helveticaWidth(text, isBold) * size) / 1000;
      painter.text(bytes, {
        x,
        y,
        size,
        font: 1 + (isBold ? 1 : 0) + (style.fontStyle === "italic" ? 2 : 0),
        stretch: own === 0 ? 1 : width / own,
        colour: style.fill,
        opacity: opacityOf(element),
      });
      continue;
    }
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const raster = textRaster(text, font, style.fill, width, size);
    if (raster === null) continue;
    painter.image(images.push(raster) - 1, x - 1, y - size * ASCENT, width + 2, size * 1.5);
  }
}

async function drawImage(painter: Painter, images: Raster[], element: SVGImageElement): Promise<void> {
  const size = number(element, "width");
  const raster = await portraitRaster(element.href.baseVal, size);
  if (raster !== null) painter.image(images.push(raster) - 1, number(element, "x"), number(element, "y"), size, size);
}
