// Draws pictures in a real browser, on a page that contains only the views and shows the answers that it receives.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "vite";
import { type Look, type OpenPage, startBrowser } from "../support/browser.js";
import { accessProblems, collisions, sharesAbove100 } from "../support/seen.js";

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
  /** Serious and critical problems that axe-core finds on the page. */
  accessProblems(): Promise<readonly string[]>;
  /** Texts of the picture with a share of more than 100 %. */
  sharesAbove100(): Promise<readonly (string | null)[]>;
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
    accessProblems: () => accessProblems(page),
    sharesAbove100: () => sharesAbove100(page),
    collisions: () => collisions(page),
  };
}
