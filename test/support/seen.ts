// Finds visible faults of pictures, such as overlapping texts, by measuring the page in the browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serious and critical problems that axe-core finds in the page. */
export async function accessProblems(page: Page): Promise<readonly string[]> {
  // The script is evaluated as an expression, because the policy of the pages forbids script elements.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    // While an answer fades in, its texts have less contrast.
    const fading = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.all(fading.map(({ finished }) => finished.catch(() => undefined)));
    const { violations } = await (window as any).axe.run();
    return violations
      .filter(({ impact }: any) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }: any) => `${id}: ${nodes[0].html.slice(0, 200)}`);
  });
}

/** Texts of pictures with a share of more than 100 %. */
export function sharesAbove100(page: Page): Promise<readonly (string | null)[]> {
  return page.$$eval(".tl-picture text", (texts) =>
    texts
      .map(({ textContent }) => textContent)
      .filter((text) => [...text.matchAll(/([\d,]+\.\d)\s%/g)].some(([, n]) => Number(n!.replaceAll(",", "")) > 100)),
  );
}

/** Pairs of texts of a picture that overlap, and texts that leave it. */
export function collisions(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const svg = document.querySelector(".tl-picture > svg");
    if (svg === null) return [];
    const frame = svg.getBoundingClientRect();
    // A line of text is a tspan, or a text without a tspan. There is a tolerance of half a pixel and of the space above
    // small letters.
    const lines = [...svg.querySelectorAll("text")]
      .flatMap((text) => (text.querySelector("tspan") === null ? [text] : [...text.querySelectorAll("tspan")]))
      .filter((line) => line.textContent !== "")
      .map((line) => {
        const { left, right, top, bottom } = line.getBoundingClientRect();
        return { text: line.textContent, left: left + 0.5, right: right - 0.5, top: top + 2, bottom: bottom - 2 };
      });
    const found = lines
      .filter(
        ({ left, right, bottom }) => left < frame.left - 1 || right > frame.right + 1 || bottom > frame.bottom + 4,
      )
      .map(({ text }) => `"${text}" leaves the picture`);
    for (const [i, a] of lines.entries())
      for (const b of lines.slice(i + 1))
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          found.push(`"${a.text}" overlaps "${b.text}"`);
    return found;
  });
}
