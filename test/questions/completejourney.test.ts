// Routes and transitions of a real log, compared with answers from an independent program.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Projection } from "../../src/projection/projection.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import {
  type Ask,
  close,
  optionsOf,
  readShared,
  routesAnswer,
  SHARED,
  selectorOf,
  transitionsAnswer,
} from "../support/handCases.js";
import { projectionOf, type Row } from "../support/projectionOf.js";

const answers = readShared<{ ask: Ask; answer: unknown }[]>("completejourney/answers.json");
const events = resolve(SHARED, "data/completejourney/events.csv");

let log: Projection | undefined;

function completejourney(): Projection {
  if (log === undefined) {
    const records = parse(readFileSync(events), { columns: true }) as Record<string, string>[];
    const rows = records.map(
      (r): Row => ({
        customer: r.case_id!,
        touchpoint: r.activity!,
        at: r.timestamp!,
        channel: r.channel!,
        stage: r.stage!,
        value: r.value === "" ? null : Number(r.value),
      }),
    );
    const brand = [...new Set(rows.map((row) => row.touchpoint))].filter((kind) =>
      kind.startsWith("Campaign received"),
    );
    log = projectionOf(rows, { brand, blockInteractions: 20_000 });
  }
  return log;
}

describe.skipIf(answers === null || !existsSync(events))(
  "completejourney (skipped if ../shared/data does not exist)",
  () => {
    (answers ?? []).forEach(({ ask, answer }, i) => {
      if (ask.q === "handoffs") return;
      it(`answer ${i + 1}: ${ask.q}`, async () => {
        const projection = completejourney();
        const first = ask.first ?? 1_000;
        let actual: unknown;
        if (ask.q === "counts")
          actual = {
            interactions: projection.interactions,
            journeys: projection.journeys,
            customers: projection.customersWithJourneys,
            touchpoints: projection.catalogue.touchpoints.length,
          };
        else if (ask.q === "routes")
          actual = routesAnswer(
            await commonRoutes(projection, {
              from: selectorOf(ask.from),
              to: selectorOf(ask.to),
              options: optionsOf(ask),
              first,
            }),
          );
        else actual = transitionsAnswer(await transitions(projection, { options: optionsOf(ask), first }));
        if (!close(actual, answer)) expect(actual).toEqual(answer);
      });
    });
  },
);
