// Puts the synthetic retailer into an empty store, marked as synthetic before the first row, so that nothing of anyone's
// own is ever mixed into it.
import { createHash } from "node:crypto";
import type { GraphStore } from "../graph/store.js";
import { COMPANY, demoCatalogue } from "./catalogue.js";
import { demoBatches } from "./generate.js";
import type { DemoSettings } from "./settings.js";

/** Raised whenever the same settings give other rows: a demo that an older version made is then made anew. */
export const GENERATOR_VERSION = 1;

export interface LoadedDemo {
  readonly customers: number;
  readonly interactions: number;
}

/** Equal texts, equal demos. It stands as the mapping of the demo's source. */
export function describeDemo(settings: DemoSettings): string {
  return JSON.stringify({ generator: GENERATOR_VERSION, ...settings });
}

/** Generates and records. `progress` gets the customers done. The time in the store is the demo's end, never the clock's. */
export async function loadDemo(
  store: GraphStore,
  settings: DemoSettings,
  progress?: (customers: number) => void,
): Promise<LoadedDemo> {
  await store.updateSettings({ synthetic: true });
  await store.upsertCatalogue(demoCatalogue());
  const mapping = describeDemo(settings);
  const { number } = await store.openSource(
    { name: COMPANY, hash: createHash("sha256").update(mapping).digest("hex"), mapping },
    settings.end,
  );
  let interactions = 0;
  let people = 0;
  for (const { batch, attributes, customers } of demoBatches(settings, number)) {
    // Attributes first: a customer is rewritten whole at every change, and is smallest before anything happened.
    await store.setAttributes(attributes);
    const { accepted, rejected, conflicts } = await store.record(batch);
    if (rejected.length > 0 || conflicts.length > 0)
      throw new Error(`The demo's own rows were refused: ${(rejected[0] ?? conflicts[0])!.message}`);
    interactions += accepted;
    people += attributes.length;
    progress?.(customers);
  }
  return { customers: people, interactions };
}

/** Does the store hold exactly this demo? It does if it was loaded to the end, which who calls must see to. */
export async function holdsDemo(store: GraphStore, settings: DemoSettings): Promise<boolean> {
  const [source, ...others] = await store.sources();
  return others.length === 0 && source?.mapping === describeDemo(settings);
}
