// `npm run build`: builds the server (tsc) and the pages (vite) in parallel, which halves the wait after a clone. Types
// are not checked here, but by `npm run types`.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

// `npm ci` runs this first, so this is the first place that can warn users of an old Node. src/cli.ts does the same
// later.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
  console.error(
    `error BAD_CONFIG: Node ${process.versions.node} is too old. Install Node 20.19 or newer, 22.12 or newer, or 24: https://nodejs.org`,
  );
  process.exit(1);
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function run(script) {
  return new Promise((done) => {
    // On Windows, npm is a .cmd file, which only a shell can start.
    const options = { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" };
    spawn("npm", ["run", "--silent", script], options)
      .on("error", (error) => {
        console.error(error.message);
        done(1);
      })
      .on("close", (code) => done(code ?? 1));
  });
}

process.exitCode = Math.max(...(await Promise.all(["build:server", "build:pages"].map(run))));
