// The documentation as pages: README.md at /docs/, docs/NAME.md at /docs/NAME, with their images. They are rendered when the
// pages are built, need no script, and load nothing from elsewhere. Each GraphQL example has a link that opens it in the
// playground.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { Marked, type Tokens } from "marked";
import type { Plugin } from "vite";

const ROOT = import.meta.dirname;
const OF_ROOT = ["CONTRIBUTING.md", "CHANGELOG.md"];
/** Beside the text, in the order of reading. */
const FIRST = ["README.md", "docs/analysts.md", "docs/own-data.md", "docs/definitions.md", "docs/handoffs.md"];
const LOCAL = "http://127.0.0.1:4000";
/** Longer addresses are cut by some programs. */
const LONGEST_QUERY = 1800;

const markdown = (): readonly string[] => [
  "README.md",
  ...OF_ROOT,
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`),
];

/** The address of a file of the repository; null if it is not served. */
export function addressOf(file: string): string | null {
  if (file === "README.md") return "/docs/";
  if (OF_ROOT.includes(file)) return `/docs/${file.slice(0, -3).toLowerCase()}`;
  if (!/^docs\/.*\.\w+$/.test(file)) return null;
  return file.endsWith(".md") ? `/${file.slice(0, -3)}` : `/${file}`;
}

/** The anchor of a heading, as GitHub derives it: lower case, no punctuation, a hyphen for each blank. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

/** A link of a file, as an address of a page; null if what it leads to is not served. */
export function linkOf(file: string, href: string): string | null {
  // The address that the service has by default is the one that serves the page.
  if (href.startsWith(LOCAL)) return href.slice(LOCAL.length) || "/";
  if (/^[a-z]+:/.test(href) || href.startsWith("#")) return href;
  const [path, anchor] = href.split("#") as [string, string | undefined];
  const address = addressOf(posix.normalize(posix.join(dirname(file), path)));
  return address === null ? null : address + (anchor === undefined ? "" : `#${anchor}`);
}

/** The text of a page as HTML. */
export function rendered(file: string, text: string): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, raw }: Tokens.Heading) {
        const id = anchorOf(raw.replace(/^#+\s*/, "").trim());
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        const to = linkOf(file, href);
        return to === null ? inner : `<a href="${escaped(to)}">${inner}</a>`;
      },
      image({ href, text: words }: Tokens.Image) {
        const from = linkOf(file, href);
        return from === null ? escaped(words) : `<img src="${escaped(from)}" alt="${escaped(words)}" loading="lazy">`;
      },
      // A wide table scrolls by itself.
      table(token: Tokens.Table) {
        const row = (cells: readonly Tokens.TableCell[], tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
        const head = row(token.header, "th");
        const body = token.rows.map((cells) => row(cells, "td")).join("\n");
        return `<div class="wide" tabindex="0"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>\n`;
      },
      code({ text: code, lang }: Tokens.Code) {
        const block = `<pre tabindex="0"><code>${escaped(code)}</code></pre>\n`;
        if (lang !== "graphql" || code.length > LONGEST_QUERY || !/^\s*(\{|query\b)/.test(code)) return block;
        const address = `/playground/?${new URLSearchParams({ query: code })}`;
        return `${block}<p class="try"><a href="${escaped(address)}">Open in the playground</a></p>\n`;
      },
    },
  });
  return marked.parse(text, { async: false });
}

const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? "Throughline";

function page(file: string, text: string, links: readonly { readonly file: string; readonly title: string }[]): string {
  const own = titleOf(text);
  const list = links
    .map(
      (one) =>
        `<li><a href="${addressOf(one.file)}"${one.file === file ? ' aria-current="page"' : ""}>${escaped(one.title)}</a></li>`,
    )
    .join("\n        ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>${escaped(own)} – Throughline docs</title>
    <link rel="icon" type="image/svg+xml" href="/favicon.svg">
    <link rel="stylesheet" href="/docs/docs.css">
  </head>
  <body>
    <header>
      <a class="skip" href="#main">Skip to the content</a>
      <a class="brand" href="/"><img src="/favicon.svg" alt="" width="22" height="22"> Throughline</a>
      <nav aria-label="Throughline"><a href="/">Explorer</a> <a href="/playground/">Playground</a></nav>
    </header>
    <div class="columns">
      <nav aria-label="Docs">
        <ul>
        ${list}
        </ul>
      </nav>
      <main id="main" tabindex="-1">
${rendered(file, text)}
      </main>
    </div>
  </body>
</html>
`;
}

/** Writes the pages and their images into the build. */
export const docsPages: Plugin = {
  name: "docs-pages",
  generateBundle() {
    const texts = markdown().map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));
    const place = ({ file }: { readonly file: string }) =>
      (FIRST.indexOf(file) + FIRST.length + 1) % (FIRST.length + 1);
    const links = texts
      .filter(({ file }) => !file.includes("/decisions/"))
      .sort((a, b) => place(a) - place(b) || a.file.localeCompare(b.file))
      .map(({ file, text }) => ({ file, title: titleOf(text) }));
    for (const { file, text } of texts) {
      const address = addressOf(file)!;
      const fileName = address === "/docs/" ? "docs/index.html" : `${address.slice(1)}.html`;
      this.emitFile({ type: "asset", fileName, source: page(file, text, links) });
    }
    for (const image of readdirSync(join(ROOT, "docs/images")))
      this.emitFile({
        type: "asset",
        fileName: `docs/images/${image}`,
        source: readFileSync(join(ROOT, "docs/images", image)),
      });
    this.emitFile({
      type: "asset",
      fileName: "docs/docs.css",
      source: readFileSync(join(ROOT, "src/explorer/docs.css"), "utf8"),
    });
  },
};
