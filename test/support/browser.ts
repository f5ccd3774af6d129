// A real browser for tests: Debian's, Ubuntu's or Google's Chromium, driven through playwright-core, which downloads none.
// Where there is none, tests skip and say so. Every test has a fresh profile, and no request may leave the page's origin.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Path of a Chromium, or null; CHROMIUM_PATH comes before all others. */
export function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  for (const name of NAMES) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // not this one
    }
  }
  return null;
}

export const NO_CHROMIUM = "no Chromium found (CHROMIUM_PATH, chromium, chromium-browser, google-chrome)";

export interface OpenPage {
  readonly page: Page;
  /** Requests to another origin; they are refused and kept here. */
  readonly strays: readonly string[];
  /** Errors and warnings of the console, uncaught errors, and answers of 400 and more. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface Look {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

/** Opens `url` in a fresh profile. */
export async function openPage(url: string, look: Look = {}): Promise<OpenPage> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  const profile = mkdtempSync(join(tmpdir(), "throughline-browser-"));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    colorScheme: look.colorScheme ?? "light",
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const strays: string[] = [];
  const complaints: string[] = [];
  const origin = new URL(url).origin;
  await context.route(
    (target) => target.origin !== origin && target.protocol !== "data:" && target.protocol !== "blob:",
    (route) => {
      strays.push(route.request().url());
      return route.abort();
    },
  );
  const page = context.pages()[0] ?? (await context.newPage());
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, strays, complaints, close };
}
