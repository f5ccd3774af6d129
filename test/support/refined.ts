// Projections of logs refined by properties, without a store.
import { distinctionsOf } from "../../src/engine/conditions.js";
import { propertyKeys } from "../../src/model/property.js";
import type { Projection } from "../../src/projection/projection.js";
import { PropertyColumns } from "../../src/projection/propertyColumns.js";
import { propertyOf, Refiner } from "../../src/projection/refine.js";
import type { Log } from "./projectionOf.js";

/** Columns of all properties that the log has and of the given ones, filled for the blocks of a projection. */
export function columnsOf(log: Log, { blocks }: Projection, keys: readonly string[]): Map<string, PropertyColumns> {
  const columns = new Map(keys.map((key) => [key, new PropertyColumns(key)]));
  const byNumber = new Map(log.histories.map((history) => [history.number, history.journeys]));
  for (const { block } of blocks)
    for (const column of columns.values()) {
      const codes = new Uint32Array(block.interactions);
      for (let j = 0, nth = 0; j < block.journeys; j++) {
        nth = j > 0 && block.customer[j] === block.customer[j - 1] ? nth + 1 : 0;
        byNumber.get(block.customer[j]!)![nth]!.interactions.forEach(({ attributes }, i) => {
          if (attributes !== null) codes[block.offsets[j]! + i] = column.code(attributes);
        });
      }
      column.set(block, codes);
    }
  return columns;
}

/** The projection on which the service would ask a question with these parameters. */
export async function refinedFor(log: Log, projection: Projection, params: unknown): Promise<Projection> {
  const distinctions = distinctionsOf(params, projection.catalogue);
  if (distinctions.length === 0) return projection;
  const keys = distinctions.map(propertyOf).filter((key) => key !== null);
  const known = new Set(
    log.histories.flatMap(({ journeys }) =>
      journeys.flatMap(({ interactions }) =>
        interactions.flatMap(({ attributes }) =>
          attributes === null ? [] : [...propertyKeys(JSON.parse(attributes))],
        ),
      ),
    ),
  );
  return new Refiner(distinctions, columnsOf(log, projection, [...new Set(keys)])).refine(projection, async () => [
    ...known,
  ]);
}
