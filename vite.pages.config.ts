// Builds the pages to static files in dist/pages: the explorer (src/explorer), served at /, and the playground
// (src/playground), served at /playground. The files contain everything: no CDN, no font service, no request to another
// origin.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const source = (path: string): string => resolve(import.meta.dirname, "src", path);

export default defineConfig({
  root: source(""),
  base: "/",
  publicDir: source("explorer/public"),
  plugins: [react()],
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
