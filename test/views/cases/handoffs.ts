import { expect } from "vitest";
import { HandoffsPictureDocument, type HandoffsViewFragment } from "../../../src/views/generated/graphql.js";
import { OTHER } from "../../../src/views/handoffs/matrixLayout.js";
import { type PictureCase, pictureCase } from "../case.js";

type Answer = HandoffsViewFragment;
type Pair = Answer["handoffs"][number];

const keyOf = ({ from, to }: Pair) => `${from.key}→${to.key}`;
const sum = (pairs: readonly Pair[], field: "count" | "failed" | "settled") =>
  pairs.reduce((total, pair) => total + pair[field], 0);

/**
 * The expected marks: each row with its counts, the handoffs that are on no row, and a cell of the matrix for each
 * pair.
 */
function marks({ handoffs, totals }: Answer, width: number, drawn: readonly string[]): Record<string, string> {
  const expected: Record<string, string> = {};
  const rows = handoffs.slice(0, width < 828 ? 10 : 20);
  for (const pair of rows) {
    expected[keyOf(pair)] = String(pair.failRate ?? "");
    expected[`${keyOf(pair)}/failed`] = String(pair.failed);
    expected[`${keyOf(pair)}/count`] = String(pair.count);
    if (pair.pending > 0) expected[`${keyOf(pair)}/pending`] = String(pair.pending);
  }
  // No case limits the answer, so the handoffs that are on no row are all others.
  if (handoffs.length > rows.length) expected.other = String(totals.handoffs - sum(rows, "count"));
  if (handoffs.length < 2) return expected;
  // The number of channels that are drawn depends on the available space. A channel that is drawn has a cell.
  const ends = new Set(
    drawn.flatMap((id) => (id.startsWith("cell:") ? id.slice(5).split("→") : [])).filter((key) => key !== OTHER),
  );
  const cells = new Map<string, Pair[]>();
  for (const pair of handoffs) {
    const [from, to] = [pair.from.key, pair.to.key].map((key) => (ends.has(key) ? key : OTHER));
    const id = `cell:${from}→${to}`;
    cells.set(id, [...(cells.get(id) ?? []), pair]);
  }
  for (const [id, pairs] of cells) {
    const settled = sum(pairs, "settled");
    expected[id] = settled === 0 ? "" : String(sum(pairs, "failed") / settled);
  }
  return expected;
}

const handoffs = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<Answer>>) =>
  pictureCase<Answer>({ question: "handoffs", document: HandoffsPictureDocument, marks, ...given });

export const handoffsCases: readonly PictureCase[] = [
  handoffs({
    name: "handoffs",
    store: "demo",
    variables: { first: 1000 },
    async also({ page }, answer) {
      // Broken pairs have a word, a symbol and an outline, so that they can be found without colour.
      const broken = answer.handoffs.filter(({ significant }) => significant).map(keyOf);
      expect(broken.length).toBeGreaterThan(0);
      const named = await page.$$eval("[data-mark]", (all) =>
        all
          .filter((mark) => [...mark.querySelectorAll("text")].some((text) => text.textContent === "Broken"))
          .map((mark) => [mark.getAttribute("data-mark"), mark.querySelectorAll("circle + path").length]),
      );
      expect(named).toEqual(broken.map((key) => [key, 1]));
      const outlined = await page.$$eval('[data-mark^="cell:"]', (cells) =>
        cells
          .filter((cell) =>
            [...cell.querySelectorAll("rect")].some((rect) => getComputedStyle(rect).strokeWidth === "2px"),
          )
          .map((cell) => cell.getAttribute("data-mark")!.slice(5)),
      );
      expect(outlined.sort()).toEqual([...broken].sort());

      // A row and the cell of the same pair both select the pair, also by keyboard.
      const [first, second] = answer.handoffs.map(keyOf);
      const pressed = () =>
        page.$$eval('[aria-pressed="true"][data-mark]', (all) => all.map((mark) => mark.getAttribute("data-mark")));
      await page.click(`[data-mark="cell:${first}"]`);
      expect(await pressed()).toEqual([first, `cell:${first}`]);
      await page.keyboard.press("Escape");
      expect(await pressed()).toEqual([]);
      await page.focus(`[data-mark="${first}"]`);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      expect(await pressed()).toEqual([second, `cell:${second}`]);

      // A count opens its journeys, and gives their number.
      await page.click(`[data-mark="${first}/failed"]`);
      const [pair] = answer.handoffs;
      const opened = await page.evaluate(() => (window as any).opened.at(-1));
      expect(opened).toMatchObject({ journeys: pair!.failedJourneys, behind: pair!.behindFailed });
      expect(opened.what).toContain(`failures in ${pair!.failedJourneys} journey`);
    },
  }),
  handoffs({
    name: "handoffs of touchpoints",
    store: "demo",
    variables: { first: 1000, settings: { grain: "TOUCHPOINT" } },
  }),
  handoffs({
    name: "handoffs of 200 channels with long names",
    store: "200 channels",
    variables: {
      first: 1000,
      settings: { goal: { kinds: ["touchpoint-1-of-an-exceptionally-long-name-that-nobody-can-s"] } },
    },
  }),
  handoffs({
    name: "handoffs between two channels",
    store: "two channels",
    variables: { first: 1000, settings: { goal: { any: true } } },
  }),
  handoffs({
    name: "handoffs in one channel",
    store: "one channel",
    variables: { first: 1000, settings: { goal: { any: true } } },
  }),
];
