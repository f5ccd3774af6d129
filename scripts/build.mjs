// `npm run build`: the server (tsc) and the playground (vite) side by side, which halves the wait after a clone.
// Neither checks types: `npm run types` does.
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");

function run(script) {
  return new Promise((done) => {
    // npm's name is a .cmd file on Windows, which only a shell starts.
    const options = { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" };
    spawn("npm", ["run", "--silent", script], options)
      .on("error", (error) => {
        console.error(error.message);
        done(1);
      })
      .on("close", (code) => done(code ?? 1));
  });
}

process.exitCode = Math.max(...(await Promise.all(["build:server", "build:playground"].map(run))));
