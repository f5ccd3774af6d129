// Builds the pages to static files in dist/pages: the explorer (src/explorer), served at /, the playground
// (src/playground), served at /playground, and the documentation (vite.docs.ts), served at /docs/. The files contain everything: no CDN, no font service, no request to another
// origin.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { docsPages } from "./vite.docs.js";

const source = (path: string): string => resolve(import.meta.dirname, "src", path);

/**
 * Writes explorer/PLACE.html for each page of the explorer: explorer/index.html, and links to the modules and styles of
 * that page. The browser then loads them at once, not only when the explorer's first module asks for them.
 */
const htmlPerPlace: Plugin = {
  name: "html-per-place",
  enforce: "post",
  generateBundle(_options, bundle) {
    const html = bundle["explorer/index.html"];
    if (html?.type !== "asset") throw new Error("explorer/index.html is missing from the build.");
    const text = String(html.source);
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk" || !chunk.isDynamicEntry) continue;
      const place = /\/src\/explorer\/pages\/(\w+)\.tsx$/.exec(chunk.facadeModuleId ?? "")?.[1];
      if (place === undefined) continue;
      const files = new Set<string>();
      const add = (name: string): void => {
        const one = bundle[name];
        if (one?.type !== "chunk" || files.has(name)) return;
        files.add(name);
        for (const style of one.viteMetadata?.importedCss ?? []) files.add(style);
        for (const imported of one.imports) add(imported);
      };
      add(chunk.fileName);
      const links = [...files]
        .filter((name) => !text.includes(`"/${name}"`))
        .map(
          (name) =>
            `<link rel="${name.endsWith(".css") ? "stylesheet" : "modulepreload"}" crossorigin href="/${name}">`,
        );
      this.emitFile({
        type: "asset",
        fileName: `explorer/${place}.html`,
        source: text.replace("</head>", `${links.map((link) => `  ${link}\n  `).join("")}</head>`),
      });
    }
  },
};

export default defineConfig({
  root: source(""),
  base: "/",
  publicDir: source("explorer/public"),
  plugins: [react(), htmlPerPlace, docsPages],
  worker: { format: "es" },
  build: {
    outDir: resolve(import.meta.dirname, "dist/pages"),
    emptyOutDir: true,
    target: "es2022",
    // A data: URI would need font-src data: in the page's policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    // The editor of the playground is one chunk of about 3 MB, loaded once, and usually from the same machine.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: { explorer: source("explorer/index.html"), playground: source("playground/index.html") },
      // GraphiQL's "use no memo" marks were needed only when its packages were compiled.
      checks: { moduleLevelDirective: false },
    },
  },
});
