// Runs the cases about counts, routes and transitions that were worked out by hand (shared/data/hand-cases.json).
import { describe, expect, it } from "vitest";
import { ThroughlineError } from "../../src/model/errors.js";
import type { Projection } from "../../src/projection/projection.js";
import { commonRoutes } from "../../src/questions/commonRoutes/index.js";
import { transitions } from "../../src/questions/transitions/index.js";
import {
  type Ask,
  close,
  type HandCase,
  logOptionsOf,
  optionsOf,
  readShared,
  routesAnswer,
  selectorOf,
  transitionsAnswer,
} from "../support/handCases.js";
import { projectionOf } from "../support/projectionOf.js";

const cases = readShared<HandCase[]>("hand-cases.json");

async function answer(projection: Projection, ask: Ask): Promise<unknown> {
  if (ask.q === "counts")
    return {
      interactions: projection.interactions,
      journeys: projection.journeys,
      customers: projection.customersWithJourneys,
      touchpoints: projection.dictionary.touchpoints.length,
    };
  const first = ask.first ?? 1_000;
  if (ask.q === "routes")
    return routesAnswer(
      await commonRoutes(projection, {
        from: selectorOf(ask.from),
        to: selectorOf(ask.to),
        options: optionsOf(ask),
        first,
      }),
    );
  return transitionsAnswer(await transitions(projection, { options: optionsOf(ask), first }));
}

describe.skipIf(cases === null)("hand cases (skipped if ../shared/data does not exist)", () => {
  for (const handCase of cases ?? [])
    handCase.ask.forEach((ask, i) => {
      if (ask.q === "handoffs") return;
      it(`${handCase.name}: ${ask.q}`, async () => {
        const projection = projectionOf(handCase.rows, logOptionsOf(handCase));
        const expected = handCase.answers[i];
        if (typeof expected === "string") {
          await expect(answer(projection, ask)).rejects.toSatisfy(
            (error) => error instanceof ThroughlineError && error.code === "OPTION_DOES_NOT_APPLY",
          );
          return;
        }
        const actual = await answer(projection, ask);
        if (!close(actual, expected)) expect(actual).toEqual(expected);
      });
    });
});
