// Measures text in pictures and fits it into a column. SVG does not wrap text, so this file divides it into lines. A
// text that does not fit gets an ellipsis in its middle, so that its end stays readable.

/** Sizes of look.css in pixels. */
export const TEXT = 13;
export const SMALL = 12;
export const SMALLEST = 11;
/** The distance between baselines. */
export const LINE = 17;

export interface Font {
  readonly size?: number;
  readonly weight?: number;
}

const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
const ELLIPSIS = "…";
/**
 * The width of an average letter as a share of the font size. It is used in tests without a browser, which have no
 * canvas.
 */
const AVERAGE = 0.55;

let canvas: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();
/** The number of measured texts that are kept. A picture contains fewer texts than this. */
const MOST_KEPT = 20_000;

/** The width of a text in pixels. */
export function widthOf(text: string, { size = TEXT, weight = 400 }: Font = {}): number {
  const key = `${size} ${weight} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  canvas ??= typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  let width = text.length * size * AVERAGE;
  if (canvas) {
    canvas.font = `${weight} ${size}px ${FAMILY}`;
    width = canvas.measureText(text).width;
  }
  if (widths.size >= MOST_KEPT) widths.clear();
  widths.set(key, width);
  return width;
}

/** Returns the text if it fits. Otherwise, returns it with an ellipsis in its middle: "Confirmation o…the store". */
export function shorten(text: string, room: number, font: Font = {}): string {
  if (widthOf(text, font) <= room) return text;
  const letters = [...text];
  const cut = (kept: number): string => {
    const tail = Math.floor(kept / 2);
    const end = tail === 0 ? "" : letters.slice(-tail).join("").trimStart();
    return `${letters
      .slice(0, kept - tail)
      .join("")
      .trimEnd()}${ELLIPSIS}${end}`;
  };
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(cut(middle), font) <= room) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}

/**
 * Divides the text into at most `most` lines of `room` pixels. If the rest does not fit, the last line is shortened in
 * its middle.
 */
export function wrap(text: string, room: number, font: Font = {}, most = 2): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (lines.length < most - 1 && widthOf(rest, font) > room) {
    const head = firstLine(rest, room, font);
    lines.push(head.trimEnd());
    rest = rest.slice(head.length).trimStart();
  }
  if (rest !== "" || lines.length === 0) lines.push(shorten(rest, room, font));
  return lines;
}

/** Returns as much of the text as fits, up to the last place where a line may end, but at least one letter. */
function firstLine(text: string, room: number, font: Font): string {
  const letters = [...text];
  let low = 1;
  let high = letters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(letters.slice(0, middle).join(""), font) <= room) low = middle;
    else high = middle - 1;
  }
  const fits = letters.slice(0, low).join("");
  // A line may end after a space, a slash, a hyphen or an arrow, but not in its first third, which would waste space.
  // It does not end after "https://", which would be useless alone, nor at a no-break space, as in "5 %".
  const breaks = [...fits.matchAll(/(?<!:|:\/)(?:[^\S\u00a0]|[/\-–→·_])/gu)].map(
    ({ index, 0: sign }) => index + sign.length,
  );
  const next = text[fits.length];
  if (next === undefined || /[^\S\u00a0]/u.test(next)) return fits;
  const last = breaks.at(-1);
  return last !== undefined && last > fits.length / 3 ? fits.slice(0, last) : fits;
}
