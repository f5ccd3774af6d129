// Every view in a real browser, with the answers of a real service to its own document: the values of its marks equal the
// answer, no labels overlap, no share is above 100 %, and the console has nothing to say. Add a view's cases in cases/.
//
// To look at the pictures: `LOOK=/tmp/look LOOK_CUSTOMERS=4000 npx vitest run --project embedded test/views`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { print } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM } from "../support/browser.js";
import type { PictureCase } from "./case.js";
import { commonRoutesCases } from "./cases/commonRoutes.js";
import { funnelCases } from "./cases/funnel.js";
import { type Channel, type Pictures, type Shown, startPictures } from "./pictures.js";
import { type Stores, startStores } from "./stores.js";

const CASES: readonly PictureCase[] = [...commonRoutesCases, ...funnelCases];

const missing = findChromium() === null;
const { LOOK } = process.env;
const LOOKS = [
  { width: 1440, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  ...(LOOK
    ? ([
        { width: 1440, colorScheme: "dark" },
        { width: 390, colorScheme: "light" },
        { width: 800, colorScheme: "light" },
      ] as const)
    : []),
] as const;

describe.skipIf(missing)(missing ? `pictures (skipped: ${NO_CHROMIUM})` : "pictures", () => {
  let pictures: Pictures;
  let stores: Stores;
  let pages: readonly Shown[];
  beforeAll(async () => {
    [pictures, stores] = await Promise.all([startPictures(), startStores()]);
    pages = await Promise.all(LOOKS.map((look) => pictures.open(look)));
  });
  afterAll(async () => {
    await pictures?.close();
    await stores?.close();
  });

  async function answerOf({ store, question, document, variables }: PictureCase): Promise<unknown> {
    const { data, errors } = await stores.of(store).ask(print(document), variables as Record<string, unknown>);
    expect(errors).toBeUndefined();
    return data[question];
  }

  const channels = new Map<string, readonly Channel[]>();
  async function channelsOf(store: PictureCase["store"]): Promise<readonly Channel[]> {
    const known = channels.get(store);
    if (known !== undefined) return known;
    const { data } = await stores.of(store).ask("{ channels { key name touchpoints { visits } } }");
    const visits = (channel: { touchpoints: { visits: number }[] }) =>
      channel.touchpoints.reduce((sum, touchpoint) => sum + touchpoint.visits, 0);
    const sorted = data.channels.sort((a: any, b: any) => visits(b) - visits(a));
    channels.set(store, sorted);
    return sorted;
  }

  it.each(CASES.map((one) => [one.name, one] as const))("%s", async (name, one) => {
    const answer = await answerOf(one);
    for (const [i, shown] of pages.entries()) {
      const { width, colorScheme } = LOOKS[i]!;
      await shown.show(one.question, answer, await channelsOf(one.store));
      if (LOOK) {
        mkdirSync(LOOK, { recursive: true });
        const path = join(LOOK, `${name.replaceAll(" ", "-")}-${width}-${colorScheme}.png`);
        await shown.page.screenshot({ path, fullPage: true });
      }
      const marks = await shown.marks();
      expect(new Set(marks.map(({ id }) => id)).size).toBe(marks.length);
      expect(Object.fromEntries(marks.map(({ id, value }) => [id, value]))).toEqual(one.marks(answer));
      expect(await shown.collisions()).toEqual([]);
      expect(await shown.sharesAbove100()).toEqual([]);
    }
    await one.also?.(pages[0]!, answer);
    for (const { complaints, strays } of pages) expect([complaints, strays]).toEqual([[], []]);
  });
});
