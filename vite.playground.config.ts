// Builds the playground (src/playground) to static files in dist/playground, served at /playground. The files contain
// everything: no CDN, no font service, no request to another origin.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: resolve(import.meta.dirname, "src/playground"),
  base: "/playground/",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: resolve(import.meta.dirname, "dist/playground"),
    emptyOutDir: true,
    target: "es2022",
    // A data: URI would need font-src data: in the page's policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    // The editor is one chunk of about 3 MB, loaded once, and usually from the same machine.
    chunkSizeWarningLimit: 4000,
    // GraphiQL's "use no memo" marks were needed only when its packages were compiled.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
