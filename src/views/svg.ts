// Converts a picture to a self-contained SVG file: the styles of the page are written into its elements.

const NAMESPACE = "http://www.w3.org/2000/svg";
/** The CSS properties that look.css can set on an element of a picture. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "stroke-opacity",
  "opacity",
];
const TEXT_STYLES = ["font-family", "font-size", "font-weight", "font-style", "font-variant-numeric", "text-anchor"];
/** Attributes that are needed only on the page, and are not written to the file. */
const ONLY_ON_PAGE = [
  "class",
  "tabindex",
  "role",
  "aria-label",
  "aria-pressed",
  "data-acts",
  "data-label-box",
  "style",
];
/** The margin around the picture, in pixels. */
const MARGIN = 16;

/** Returns the text of the file. `background` is a CSS colour. */
export function toSvg(svg: SVGSVGElement, title: string, background: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  for (const [i, element] of from.entries()) {
    const target = to[i];
    if (target === undefined) continue;
    for (const name of ONLY_ON_PAGE) target.removeAttribute(name);
    const isText = element instanceof SVGTextContentElement;
    if (!isText && !(element instanceof SVGGeometryElement)) continue;
    const computed = getComputedStyle(element);
    const names = isText ? [...STYLES, ...TEXT_STYLES] : STYLES;
    target.setAttribute(
      "style",
      names
        .flatMap((name) =>
          IS_DEFAULT[name] === computed.getPropertyValue(name) ? [] : [`${name}:${computed.getPropertyValue(name)}`],
        )
        .join(";"),
    );
  }
  const { width, height } = svg.viewBox.baseVal;
  const name = document.createElementNS(NAMESPACE, "title");
  name.textContent = title;
  const ground = document.createElementNS(NAMESPACE, "rect");
  for (const [key, value] of Object.entries({
    x: -MARGIN,
    y: -MARGIN,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
    style: `fill:${background}`,
  }))
    ground.setAttribute(key, String(value));
  copy.prepend(name, ground);
  copy.setAttribute("xmlns", NAMESPACE);
  copy.setAttribute("role", "img");
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`);
  copy.setAttribute("width", String(width + 2 * MARGIN));
  copy.setAttribute("height", String(height + 2 * MARGIN));
  copy.removeAttribute("aria-roledescription");
  copy.removeAttribute("data-label");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

const IS_DEFAULT: Readonly<Record<string, string>> = {
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linejoin": "miter",
  "stroke-linecap": "butt",
  "stroke-opacity": "1",
  opacity: "1",
  "text-anchor": "start",
  "font-style": "normal",
  "font-variant-numeric": "normal",
};
