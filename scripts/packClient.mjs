// `npm run client` makes a package for frontends from the typed client: dist/throughline-client-VERSION.tgz. The
// package has the name of this package, so that it is imported as documented, and only the dependencies that the client
// loads.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const FOLDER = join(DIST, "client-package");

if (!existsSync(join(DIST, "client/client.js"))) {
  console.error("dist/ is not built: run `npm run build:server` first.");
  process.exit(1);
}
const whole = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const version = (name) => whole.dependencies[name] ?? whole.devDependencies[name];
const dependencies = Object.fromEntries(
  ["@graphql-typed-document-node/core", "graphql", "graphql-request"].map((name) => [name, `^${version(name)}`]),
);
const { name, license, type, exports } = whole;
const description = "The typed client of Throughline, and its schema.";
const own = { name, version: whole.version, description, license, type, sideEffects: false, exports, dependencies };

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, "package.json"), `${JSON.stringify(own, null, 2)}\n`);
cpSync(join(DIST, "client"), join(FOLDER, "dist/client"), {
  recursive: true,
  filter: (path) => !path.endsWith(".map"),
});
for (const file of ["schema.graphql", "LICENSE"]) cpSync(join(ROOT, file), join(FOLDER, file));
const packed = spawnSync("npm", ["pack", "--silent", "--pack-destination", DIST], {
  cwd: FOLDER,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
  shell: process.platform === "win32",
});
if (packed.status !== 0) process.exit(packed.status ?? 1);
const file = join(DIST, `${name}-client-${whole.version}.tgz`);
renameSync(join(DIST, packed.stdout.trim()), file);
console.log(`Install it in a frontend: npm install ${relative(process.cwd(), file)}`);
