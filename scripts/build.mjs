// `npm run build`: builds the server (tsc) and the pages (vite) in parallel, which halves the wait after a clone. Types
// are not checked here, but by `npm run types`.
import { together } from "./together.mjs";

// `npm ci` runs this first, so this is the first place that can warn users of an old Node. src/cli.ts does the same
// later.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
  console.error(
    `error BAD_CONFIG: Node ${process.versions.node} is too old. Install Node 20.19 or newer, 22.12 or newer, or 24: https://nodejs.org`,
  );
  process.exit(1);
}

process.exitCode = await together("build:server", "build:pages");
