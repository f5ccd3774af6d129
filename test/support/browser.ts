// A real browser for tests: Chromium of Debian, Ubuntu or Google, driven by playwright-core, which downloads no
// browser. If no browser is installed, tests are skipped, and the skipped tests give the reason. Every page has a fresh
// profile, and no request may leave the page's origin.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Locator, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Path of a Chromium, or null. CHROMIUM_PATH takes precedence over all others. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  for (const name of NAMES) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // This Chromium does not exist, so the next one is tried.
    }
  }
  return null;
}

export const NO_CHROMIUM = "no Chromium found (CHROMIUM_PATH, chromium, chromium-browser, google-chrome)";

export interface OpenPage {
  readonly page: Page;
  /** Requests to other origins. They are refused and recorded here. */
  readonly strays: readonly string[];
  /** Errors and warnings of the console, uncaught errors, and answers of 400 and more. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface Look {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  /** Other origins that the page may reach. By default, there are none. */
  readonly reaches?: readonly string[];
}

export interface TestBrowser {
  /** Opens `url` in a profile of its own: no storage, no cookies. */
  open(url: string, look?: Look): Promise<OpenPage>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  const browser = await chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
  return {
    open: async (url, { colorScheme = "light", width = 1440, height = 900, reaches = [] } = {}) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height } });
      return openPage(await context.newPage(), url, reaches);
    },
    close: () => browser.close(),
  };
}

async function openPage(page: Page, url: string, reaches: readonly string[]): Promise<OpenPage> {
  const strays: string[] = [];
  const complaints: string[] = [];
  const { origin } = new URL(url);
  await page.context().route(
    (target) =>
      target.origin !== origin &&
      !reaches.includes(target.origin) &&
      target.protocol !== "data:" &&
      target.protocol !== "blob:",
    (route) => {
      strays.push(route.request().url());
      return route.abort();
    },
  );
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  return { page, strays, complaints, close: () => page.context().close() };
}

/**
 * Chooses an option of a search field. In its next frame, the page gives the focus back to the search field. On a busy
 * machine, this frame can be late, and a text that the test already types elsewhere would then go into the search field.
 * This function therefore waits for the frame.
 */
export async function choose(option: Locator): Promise<void> {
  await option.click();
  await option.page().evaluate(() => new Promise((next) => requestAnimationFrame(next)));
}
