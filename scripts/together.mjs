// Runs npm scripts at the same time: `node scripts/together.mjs lint types:server`. The output of each script is printed
// in one piece when the script ends, so that the outputs do not mix. If a script fails, the others still run to their
// end, and the exit code is then the code of a failed script.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Returns the exit code: 0, or the highest code of a failed script. */
export async function together(...scripts) {
  return Math.max(...(await Promise.all(scripts.map(run))));
}

/**
 * Ends a child when a signal asks this process to end, so that no child is left behind. This process then waits for the
 * child, prints its output, and ends with its exit code. For Ctrl-C, a terminal sends SIGINT to the child too, and npm
 * sends it to this process once more. The child therefore gets a single SIGTERM: if it got a signal twice, it would end
 * before it has removed its temporary files.
 */
export function endWithThisProcess(child) {
  let isTold = false;
  const tell = () => {
    if (!isTold) child.kill();
    isTold = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, tell);
    child.once("close", () => process.off(signal, tell));
  }
}

function run(script) {
  return new Promise((done) => {
    // On Windows, npm is a .cmd file, which only a shell can start.
    const options = { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" };
    const child = spawn("npm", ["run", "--silent", script], options);
    endWithThisProcess(child);
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
    child
      .on("error", (error) => {
        console.error(error.message);
        done(1);
      })
      .on("close", (code) => {
        process.stdout.write(Buffer.concat(output));
        if (code !== 0) console.error(`npm run ${script} failed.`);
        done(code ?? 1);
      });
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = await together(...process.argv.slice(2));
