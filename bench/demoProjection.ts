// The synthetic retailer as a projection, without a store in between, for the false-alarm table and the demo's tests.
// The same functions that the stores use make journeys, catalogue and columns.
import { demoAnswers } from "../src/demo/answers.js";
import { demoCatalogue } from "../src/demo/catalogue.js";
import { demoOrigins, syntheticCustomers } from "../src/demo/generate.js";
import type { DemoSettings } from "../src/demo/settings.js";
import { assembleJourneys } from "../src/graph/history/assemble.js";
import { deriveCatalogue } from "../src/graph/history/catalogue.js";
import { interactionOf } from "../src/graph/history/change.js";
import { applyCatalogueChange, NOTHING_DECLARED } from "../src/graph/history/declare.js";
import { compareAnswers, visitAnswers } from "../src/graph/history/feedback.js";
import { DEFAULT_JOURNEY_GAP, type VisitedColumn } from "../src/graph/store.js";
import type { Catalogue } from "../src/model/catalogue.js";
import type { Answer } from "../src/model/feedback.js";
import { DEFAULT_TIME_ZONE } from "../src/model/zone.js";
import { wholeBlock } from "../src/projection/blocks.js";
import { projectionOf } from "../src/projection/build.js";
import { ProjectionBuilder } from "../src/projection/builder.js";
import type { Projection } from "../src/projection/projection.js";

const KNOWN: readonly VisitedColumn[] = [
  "caseId",
  "value",
  "cost",
  "initiatedBy",
  "outcome",
  "resolved",
  "intendedChannel",
  "contextCarried",
  "repeatedInfo",
];

export function demoProjection(settings: DemoSettings): Projection {
  const builder = new ProjectionBuilder();
  let number = 0;
  let index = -1;
  for (const { key, attributes, rows } of syntheticCustomers(settings)) {
    index++;
    if (rows.length === 0) continue;
    builder.customer(number++, attributes);
    const journeys = assembleJourneys(
      key,
      rows.map((row) => interactionOf(row, ORIGIN)),
      DEFAULT_JOURNEY_GAP,
    );
    for (const journey of journeys) {
      builder.journey(journey.key);
      for (const interaction of journey.interactions) {
        builder.interaction(interaction.touchpoint, interaction.at);
        for (const column of KNOWN) {
          const value = interaction[column];
          if (value !== null) builder.known(column, value);
        }
      }
    }
    const answers = demoAnswers(index, key, rows, settings)
      .map(({ customer, origin: _, ...content }): Answer => ({ ...content, identity: customer, origins: [ORIGIN] }))
      .sort(compareAnswers);
    const kept = { attributes: new Map(), hidden: [], answers };
    visitAnswers({ key, number: number - 1, version: 1, attributes, journeys, kept }, builder);
  }
  const built = builder.finish();
  return projectionOf(1, built.blocks.map(wholeBlock), built, derivedCatalogue(), {
    journeyGap: DEFAULT_JOURNEY_GAP,
    timeZone: DEFAULT_TIME_ZONE,
  });
}

/** The number of the origin. A store would assign it. */
const ORIGIN = 1;

/** The catalogue as a store derives it once the demo is loaded. */
export function derivedCatalogue(): Catalogue {
  const origins = demoOrigins(1).map((origin, index) => ({ ...origin, number: index + 1, interactions: 1 }));
  const standing = deriveCatalogue(NOTHING_DECLARED, []);
  const declared = applyCatalogueChange(NOTHING_DECLARED, standing, demoCatalogue(), () => []);
  return deriveCatalogue(declared ?? NOTHING_DECLARED, origins);
}
