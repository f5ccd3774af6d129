#!/usr/bin/env node
// The `throughline` command. It checks the version of Node before it loads any code that an old version cannot read.

/** How long, in milliseconds, a finished command waits for work that is still in progress. */
const LINGER = 1_000;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12)) {
  process.stderr.write(
    `error BAD_CONFIG: Node ${process.versions.node} is too old. Install Node 20.19 or newer, 22.12 or newer, or 24: https://nodejs.org\n`,
  );
  process.exitCode = 1;
} else {
  // If a service receives a signal while it is still loading, it ends in the same way as a running service.
  const args = process.argv.slice(2);
  const serves = ["serve", "start", "demo"].some((name) => args.includes(name));
  const once = args.includes("--check") || args.includes("--load-only");
  // A reader that has read enough, such as `head`, closes the pipe. This is not an error, but without a listener it
  // would end the process with exit code 1. The callback of the write reports the closed pipe to the writer.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  import("./commands/stopSignals.js")
    .then(({ quitWhenTold }) => (serves && !once ? quitWhenTold() : undefined))
    .then(() => import("./config.js"))
    .then(({ asInProduction }) => asInProduction())
    .then(() => import("./commands/program.js"))
    .then(({ runCommand }) => runCommand(args))
    .then((code) => {
      // process.exit is not called, because text written to a pipe may not have been sent yet.
      process.exitCode = code;
      // Idle sockets would keep the process running for another half a minute. The timer itself does not keep it
      // running.
      setTimeout(() => process.exit(), LINGER).unref();
    })
    .catch((error: Error) => {
      process.stderr.write(
        `error INTERNAL: Throughline cannot start: ${error.message.split("\n")[0]}. Is it installed? Run npm ci.\n`,
      );
      process.exitCode = 1;
    });
}

export {};
