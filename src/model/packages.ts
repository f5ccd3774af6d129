// Packages that are loaded when they are first used. Loading `yaml` takes an eighth of the time of a short import, and
// most commands read and write no YAML.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/** Node loads a package only once. */
export function yaml(): typeof import("yaml") {
  return load("yaml") as typeof import("yaml");
}

export function cliProgress(): typeof import("cli-progress") {
  return load("cli-progress") as typeof import("cli-progress");
}
