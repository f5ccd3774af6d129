// Pictures in a real browser: a page that contains the views and nothing else, and shows the answers given to it.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "vite";
import { type Look, type OpenPage, startBrowser } from "../support/browser.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const ENTRY = resolve(import.meta.dirname, "page/main.tsx");
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pictures</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"></head>
<body><main id="root"></main><script src="/page.js"></script></body></html>`;

export interface Channel {
  readonly key: string;
  readonly name: string;
}

export interface Mark {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly acts: boolean;
}

export interface Shown extends OpenPage {
  show(question: string, answer: unknown, channels?: readonly Channel[]): Promise<void>;
  marks(): Promise<readonly Mark[]>;
  /** Pairs of texts of the picture that overlap, and texts that leave it. */
  collisions(): Promise<readonly string[]>;
  /** Serious and critical problems that axe-core finds in what is shown. */
  accessProblems(): Promise<readonly string[]>;
  /** Texts of the picture that say more than 100 %. */
  sharesAbove100(): Promise<readonly string[]>;
}

export interface Pictures {
  open(look?: Look): Promise<Shown>;
  close(): Promise<void>;
}

/** Builds the page (about a second) and starts a browser. */
export async function startPictures(): Promise<Pictures> {
  const [files, browser] = await Promise.all([builtPage(), startBrowser()]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "") ?? { type: "text/html", text: PAGE };
    response.setHeader("content-type", `${file.type}; charset=utf-8`).end(file.text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    open: async (look) => shownOn(await browser.open(url, look)),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

async function builtPage(): Promise<ReadonlyMap<string, { readonly type: string; readonly text: string }>> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    // Vite would take the development version of JSX, because tests run with NODE_ENV=test.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      cssCodeSplit: false,
      lib: { entry: ENTRY, name: "page", formats: ["iife"], fileName: "page" },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []));
  const files = new Map<string, { type: string; text: string }>();
  for (const output of outputs) {
    if (output.type === "chunk") files.set("/page.js", { type: "text/javascript", text: output.code });
    else if (output.fileName.endsWith(".css"))
      files.set("/page.css", { type: "text/css", text: String(output.source) });
  }
  return files;
}

function shownOn(opened: OpenPage): Shown {
  const { page } = opened;
  return {
    ...opened,
    async show(question, answer, channels = []) {
      await page.evaluate(
        (given) => (window as any).show(given.question, given.answer, given.channels) as Promise<void>,
        { question, answer, channels },
      );
      await page.waitForSelector(".tl-picture > svg, .tl-table");
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    },
    marks: () =>
      page.$$eval("[data-mark]", (marks) =>
        marks.map((mark) => ({
          id: mark.getAttribute("data-mark")!,
          name: mark.getAttribute("aria-label")!,
          value: mark.getAttribute("data-value")!,
          acts: mark.hasAttribute("data-acts"),
        })),
      ),
    async accessProblems() {
      if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: AXE });
      return page.evaluate(async () => {
        const { violations } = await (window as any).axe.run();
        return violations
          .filter(({ impact }: any) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }: any) => `${id}: ${nodes[0].html.slice(0, 200)}`);
      });
    },
    sharesAbove100: () =>
      page.$$eval(".tl-picture text", (texts) =>
        texts
          .map(({ textContent }) => textContent)
          .filter((text) =>
            [...text.matchAll(/([\d,]+\.\d)\s%/g)].some(([, n]) => Number(n!.replaceAll(",", "")) > 100),
          ),
      ),
    collisions: () =>
      page.evaluate(() => {
        const svg = document.querySelector(".tl-picture > svg")!;
        const frame = svg.getBoundingClientRect();
        // A line of text is a tspan, or a text without one. Half a pixel of tolerance, and the space above small letters.
        const lines = [...svg.querySelectorAll("text")]
          .flatMap((text) => (text.querySelector("tspan") === null ? [text] : [...text.querySelectorAll("tspan")]))
          .filter((line) => line.textContent !== "")
          .map((line) => {
            const { left, right, top, bottom } = line.getBoundingClientRect();
            return { text: line.textContent, left: left + 0.5, right: right - 0.5, top: top + 2, bottom: bottom - 2 };
          });
        const found = lines
          .filter(
            ({ left, right, bottom }) => left < frame.left - 1 || right > frame.right + 1 || bottom > frame.bottom + 4,
          )
          .map(({ text }) => `"${text}" leaves the picture`);
        for (const [i, a] of lines.entries())
          for (const b of lines.slice(i + 1))
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
              found.push(`"${a.text}" overlaps "${b.text}"`);
        return found;
      }),
  };
}
