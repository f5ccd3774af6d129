// Writes drawing instructions of PDF for paths, colours, texts and images (ISO 32000-1, chapters 8 and 9).
import type { Segment } from "./pathData.js";

export interface TextLook {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** The number of the font: 1 is regular, 2 bold, 3 oblique, and 4 bold oblique. */
  readonly font: number;
  /** The width of the text on the page, divided by its width in the font. */
  readonly stretch: number;
  readonly colour: string;
  readonly opacity: number;
}

interface Colour {
  readonly rgb: string;
  readonly alpha: number;
}

/** The control points of a quarter of a circle lie at this share of the radius. */
const ROUND = 0.5523;
/** The distance between the lines of a hatch, and their width, as in Picture.tsx. */
const HATCH = 6;
const HATCH_LINE = 2.5;

const CAPS: Readonly<Record<string, number>> = { butt: 0, round: 1, square: 2 };

export class Painter {
  readonly #parts: string[] = [];
  readonly #opacities: (readonly [fill: number, stroke: number])[] = [];
  #shape = "";

  content(): string {
    return this.#parts.join("\n");
  }

  opacities(): readonly (readonly [fill: number, stroke: number])[] {
    return this.#opacities;
  }

  save(): void {
    this.#parts.push("q");
  }

  restore(): void {
    this.#parts.push("Q");
  }

  transform(...matrix: readonly [number, number, number, number, number, number]): void {
    if (matrix.join(" ") !== "1 0 0 1 0 0") this.#parts.push(`${matrix.map(text).join(" ")} cm`);
  }

  fillPage(colour: string, width: number, height: number): void {
    this.#parts.push(`${colourOf(colour)?.rgb ?? "1 1 1"} rg 0 0 ${text(width)} ${text(height)} re f`);
  }

  path(segments: readonly Segment[]): void {
    this.#shape = segments.map(([kind, ...numbers]) => `${numbers.map(text).join(" ")} ${kind}`).join(" ");
  }

  rectangle(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.min(radius, width / 2, height / 2);
    const [right, bottom, k] = [x + width, y + height, r * (1 - ROUND)];
    if (r <= 0) this.path([["m", x, y], ["l", right, y], ["l", right, bottom], ["l", x, bottom], ["h"]]);
    else
      this.path([
        ["m", x + r, y],
        ["l", right - r, y],
        ["c", right - k, y, right, y + k, right, y + r],
        ["l", right, bottom - r],
        ["c", right, bottom - k, right - k, bottom, right - r, bottom],
        ["l", x + r, bottom],
        ["c", x + k, bottom, x, bottom - k, x, bottom - r],
        ["l", x, y + r],
        ["c", x, y + k, x + k, y, x + r, y],
        ["h"],
      ]);
  }

  circle(x: number, y: number, r: number): void {
    this.rectangle(x - r, y - r, 2 * r, 2 * r, r);
  }

  /** Fills and strokes the last shape, depending on its style. */
  paint(style: CSSStyleDeclaration, opacity: number, box: DOMRect): void {
    if (this.#shape === "") return;
    const isHatched = style.fill.startsWith("url(");
    if (isHatched) this.#hatch(box, hatchInk(style.fill));
    const fill = isHatched ? null : colourOf(style.fill);
    const stroke = colourOf(style.stroke);
    const fillAlpha = (fill?.alpha ?? 0) * Number(style.fillOpacity) * opacity;
    const width = Number.parseFloat(style.strokeWidth);
    const strokeAlpha = width > 0 ? (stroke?.alpha ?? 0) * Number(style.strokeOpacity) * opacity : 0;
    if (fillAlpha === 0 && strokeAlpha === 0) return;
    this.#alpha(fillAlpha, strokeAlpha);
    if (fillAlpha > 0) this.#parts.push(`${fill!.rgb} rg`);
    if (strokeAlpha > 0) {
      const dashes = style.strokeDasharray === "none" ? "" : (style.strokeDasharray.match(/[\d.]+/g) ?? []).join(" ");
      this.#parts.push(
        `${stroke!.rgb} RG ${text(width)} w ${CAPS[style.strokeLinecap] ?? 0} J ${style.strokeLinejoin === "round" ? 1 : 0} j [${dashes}] 0 d`,
      );
    }
    this.#parts.push(`${this.#shape} ${fillAlpha > 0 ? (strokeAlpha > 0 ? "B" : "f") : "S"}`);
  }

  text(bytes: readonly number[], { x, y, size, font, stretch, colour, opacity }: TextLook): void {
    const fill = colourOf(colour);
    if (fill === null) return;
    this.#alpha(fill.alpha * opacity, 1);
    const shown = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    // In PDF, the y axis points up, so everything is drawn mirrored. Texts are mirrored a second time, so that they are
    // readable.
    this.#parts.push(
      `BT ${fill.rgb} rg /F${font} ${text(size)} Tf ${text(stretch * 100)} Tz 1 0 0 -1 ${text(x)} ${text(y)} Tm <${shown}> Tj ET`,
    );
  }

  image(index: number, x: number, y: number, width: number, height: number): void {
    this.#alpha(1, 1);
    this.#parts.push(`q ${text(width)} 0 0 ${text(-height)} ${text(x)} ${text(y + height)} cm /I${index} Do Q`);
  }

  #alpha(fill: number, stroke: number): void {
    const [a, b] = [Number(text(fill)), Number(text(stroke))];
    let index = this.#opacities.findIndex((one) => one[0] === a && one[1] === b);
    if (index < 0) index = this.#opacities.push([a, b]) - 1;
    this.#parts.push(`/G${index} gs`);
  }

  #hatch({ x, y, width, height }: DOMRect, ink: string): void {
    const lines: string[] = [];
    for (let at = x - height; at < x + width; at += HATCH * Math.SQRT2)
      lines.push(`${text(at)} ${text(y + height)} m ${text(at + height)} ${text(y)} l`);
    this.#parts.push("q", `${this.#shape} W n`, `${colourOf(ink)?.rgb ?? "0.5 0.5 0.5"} RG ${HATCH_LINE} w`);
    this.#parts.push(...lines.map((line) => `${line} S`), "Q");
  }
}

const text = (value: number): string => String(Math.round(value * 1000) / 1000);

/** The colour of the lines of a pattern, which is given by its reference, such as `url("#hatch")`. */
function hatchInk(reference: string): string {
  const id = /#([^")]+)/.exec(reference)?.[1];
  const lines = id === undefined ? null : document.getElementById(id)?.lastElementChild;
  return lines == null ? "" : getComputedStyle(lines).fill;
}

const colours = new Map<string, Colour>();
let canvas: CanvasRenderingContext2D | null | undefined;

/** Reads a CSS colour; null if there is no colour. A canvas is used, because it knows every notation. */
function colourOf(css: string): Colour | null {
  if (css === "none" || css === "") return null;
  const known = colours.get(css);
  if (known !== undefined) return known;
  canvas ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (canvas == null) return null;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  const colour = { rgb: [r, g, b].map((part) => text(part / 255)).join(" "), alpha: a / 255 };
  colours.set(css, colour);
  return colour;
}
