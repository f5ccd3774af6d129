// Tests that the pictures in README and docs are up to date, which means that they show the same as the pages.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM } from "../support/browser.js";

const ROOT = resolve(import.meta.dirname, "../..");
const PATIENCE = 600_000;

describe.skipIf(findChromium() === null)(
  findChromium() === null ? `the pictures of the docs (skipped: ${NO_CHROMIUM})` : "the pictures of the docs",
  () => {
    it(
      "are not out of date",
      () => {
        const { status, stderr } = spawnSync(process.execPath, ["scripts/pictures.mjs", "--check"], {
          cwd: ROOT,
          encoding: "utf8",
        });
        expect(stderr).toBe("");
        expect(status).toBe(0);
      },
      PATIENCE,
    );
  },
);
