// `npm run pictures`: takes the pictures of README and docs anew, from the pages in dist/ on the demo, in Chromium.
// `npm run pictures -- --check` takes no pictures. It compares the texts and marks of the pages with those at the time
// when the pictures were taken (docs/images/pictures.json), and fails if a picture is out of date. Texts, names and
// values of marks are compared, not pixels, because fonts differ between machines.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const ROOT = resolve(import.meta.dirname, "..");
const IMAGES = join(ROOT, "docs/images");
const TAKEN = join(IMAGES, "pictures.json");
const CHROMIUM = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
const isCheck = process.argv.includes("--check");

/** Waits until the page has its answer and draws it. */
const drawn = (page) => page.waitForSelector(".answer:not([data-old]) .tl-picture");

/** Waits until an element is visible. */
const shown = (selector) => (page) => page.waitForSelector(selector);

/** The journey map of a persona beside the design of its journey. */
const MAP = "/map?persona=~busy-parent~&blueprint=~click-and-collect~";
const mapped = (page) => page.waitForSelector(".answer:not([data-old]) .tl-picture text.tl-name");

/**
 * The pictures by the name of the file. Each has its page, the actions on the page, its height, and its width if that is
 * not 1,440 pixels.
 */
const PICTURES = {
  "explorer-overview": { path: "/", height: 900, open: drawn },
  "explorer-routes": { path: "/routes?from=(~channels~:!~search~*)", height: 900, open: drawn },
  "explorer-flow": { path: "/flow", height: 900, open: drawn },
  "explorer-funnel": { path: "/funnel", height: 820, open: drawn },
  "explorer-time-to-convert": { path: "/time-to-convert?within=~P30D~", height: 1100, open: drawn },
  "explorer-ends": { path: "/ends", height: 1000, open: drawn },
  "explorer-handoffs": {
    path: "/",
    height: 900,
    async open(page) {
      await page.locator(".finding").first().click();
      await page.waitForSelector(".pair .reasons");
      await page.waitForSelector(".pair .examples li");
    },
  },
  "explorer-map": { path: MAP, height: 1400, open: mapped },
  "explorer-blueprints": {
    path: "/blueprints?blueprint=~click-and-collect~",
    height: 1200,
    open: shown(".tl-picture"),
  },
  "explorer-personas": { path: "/personas", height: 900, open: shown(".persona") },
  "explorer-conformance": { path: "/conformance?blueprint=~click-and-collect~", height: 1100, open: drawn },
  "explorer-touchpoints": { path: "/touchpoints", height: 900, open: drawn },
  "explorer-opportunities": { path: "/opportunities", height: 1100, open: drawn },
  "explorer-map-compared": {
    path: `${MAP}&beside=(~persona~:~researcher~)`,
    height: 1400,
    async open(page) {
      await mapped(page);
      await page.waitForSelector('[data-mark="journeys/b"]');
      await page.waitForSelector('[data-mark$="/change/reach"]');
    },
  },
  "explorer-map-earlier": {
    path: `${MAP}&beside=(~earlier~:true)`,
    height: 900,
    async open(page) {
      await mapped(page);
      const change = page.locator('[data-mark$="/change/reach"]').first();
      await change.waitFor();
      await change.evaluate((mark) => mark.scrollIntoView({ block: "center" }));
    },
  },
  // The form of the map for printing, on one page in landscape.
  "journey-map": {
    path: MAP,
    width: 1980,
    height: 1400,
    async open(page) {
      await mapped(page);
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      await page.emulateMedia({ media: "print" });
      await page.waitForSelector(".tl-sheet svg");
    },
  },
  "explorer-journey": {
    path: "/",
    height: 700,
    async open(page) {
      await page.locator(".finding").first().click();
      await page.locator(".pair .reasons a").first().click();
      await page.waitForSelector(".journeys");
      await page.locator(".journey-row").first().click();
      await page.waitForSelector('[data-mark^="handoff-"]');
    },
  },
  playground: {
    path: "/playground",
    height: 900,
    async open(page) {
      await page.waitForSelector(".graphiql-query-editor .view-line");
      await page.waitForTimeout(1000);
      await page.click(".graphiql-execute-button");
      await page.getByRole("button", { name: "Add them and run" }).click();
      await page.waitForSelector(".throughline-pictures .tl-picture");
    },
  },
};

/**
 * Returns the texts and marks of a page: its headings, buttons, labels and marks. Times of day and times of computing
 * are left out.
 */
function said() {
  const texts = [...document.querySelectorAll("h1, h2, h3, button, label, .form-label, nav a, .lead, .finding, th")];
  const marks = [...document.querySelectorAll("[data-mark]")];
  return [
    ...texts.filter((one) => one.closest(".monaco-editor") === null).map((one) => one.textContent),
    ...marks.map((one) => `${one.dataset.mark} ${one.dataset.value}`),
  ];
}

async function started(folder) {
  const service = spawn(process.execPath, [join(ROOT, "dist/cli.js"), "demo"], {
    env: { ...process.env, DATA_DIR: folder, PORT: "0", NEO4J_URI: "", API_KEYS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((found, failed) => {
    let text = "";
    service.on("exit", (code) => failed(new Error(`The service ended with code ${code}.\n${text}`)));
    service.stdout.on("data", (chunk) => {
      text += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (address !== undefined) found(address);
    });
  });
  return { service, url };
}

const folder = mkdtempSync(join(tmpdir(), "throughline-pictures-"));
const { service, url } = await started(folder);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const hashes = {};
  for (const [name, { path, width = 1440, height, open }] of Object.entries(PICTURES)) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: "light",
      locale: "en-US",
    });
    const page = await context.newPage();
    await page.goto(url + path);
    await open(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(500);
    hashes[name] = createHash("sha256")
      .update(JSON.stringify(await page.evaluate(said)))
      .digest("hex")
      .slice(0, 16);
    if (!isCheck) await page.screenshot({ path: join(IMAGES, `${name}.png`) });
    await context.close();
  }
  if (isCheck) {
    const taken = JSON.parse(readFileSync(TAKEN, "utf8"));
    const stale = Object.keys(PICTURES).filter((name) => hashes[name] !== taken[name]);
    if (stale.length > 0) {
      console.error(`Out of date: ${stale.map((name) => `docs/images/${name}.png`).join(", ")}.`);
      console.error("Run `npm run pictures`, look at the pictures, and commit them.");
      process.exitCode = 1;
    } else console.log("The pictures show what the pages show.");
  } else writeFileSync(TAKEN, `${JSON.stringify(hashes, null, 2)}\n`);
} finally {
  await browser.close();
  service.removeAllListeners("exit");
  service.kill();
  await new Promise((ended) => service.once("close", ended));
  rmSync(folder, { recursive: true, force: true });
}
