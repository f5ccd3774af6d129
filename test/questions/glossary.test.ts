// Tests that the picture of the glossary in docs/definitions.md is right: questions about the journeys and handoffs
// that it shows give the totals that it shows.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DEFAULT_PATH_OPTIONS } from "../../src/engine/terms.js";
import { DAY } from "../../src/model/time.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../../src/questions/handoffs/index.js";
import { journeysFor, projectionOf } from "../support/projectionOf.js";

const ROOT = join(import.meta.dirname, "../..");
const NEWEST = "web/page@27d store/visit@30d";

it("equals the totals of the drawn journeys and handoffs", async () => {
  const routes = await commonRoutes(
    projectionOf(
      journeysFor({
        a: "web/ad@2d web/page@3d web/buy@5d",
        b: "web/ad@6d web/page@8d web/buy@9d",
        c: "web/ad@4d web/buy@7d",
        d: "web/ad@8d phone/call@10d web/buy@12d",
        e: "web/ad@11d web/page@13d",
        f: "web/ad@21d web/page@22d",
        g: "web/ad@26d web/page@28d",
        h: "web/ad@25d web/page@26d web/buy@28d",
        i: NEWEST,
      }),
      { journeyGap: 10 * DAY },
    ),
    {
      from: { kinds: ["ad"] },
      to: { kinds: ["buy"] },
      options: { ...DEFAULT_PATH_OPTIONS, within: 7 * DAY, exclude: [{ kinds: ["call"] }] },
      first: 1,
    },
  );
  const { journeys, matched, completed, counted, shown, otherCount, dropped, pending, mature, open } = routes.totals;
  expect({ journeys, otherCount, rate: routes.totals.completionRate }).toEqual({
    journeys: 9,
    otherCount: 1,
    rate: 4 / 6,
  });
  const asked = await handoffs(
    projectionOf(
      journeysFor({
        j: "web/page@3d store/buy@5d",
        k: "web/page@9d store/visit@10d",
        l: "web/page@24d store/visit@26d",
        later: "web/page@30d",
      }),
      { journeyGap: 10 * DAY },
    ),
    { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: { kinds: ["buy"] } }, first: 1 },
  );
  const { totals } = asked;
  const picture = readFileSync(join(ROOT, "docs/images/glossary.svg"), "utf8");
  const drawn = [...picture.matchAll(/font-size="14">(\d+)</g)].map(([, text]) => Number(text));
  expect(drawn).toEqual([
    ...[matched, completed, counted, shown, dropped, pending, mature, open],
    ...[totals.settled, totals.pending, totals.failed],
  ]);
});
