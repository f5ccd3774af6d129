// Loads the synthetic retailer into an empty store. The store is marked as synthetic before the first row, so that it
// never mixes with a user's own data.
import { createHash } from "node:crypto";
import type { GraphStore } from "../graph/store.js";
import { COMPANY, demoCatalogue } from "./catalogue.js";
import { demoBatches } from "./generate.js";
import type { DemoSettings } from "./settings.js";

/** Increased whenever the same settings give other rows. A demo made by an older version is then generated again. */
export const GENERATOR_VERSION = 1;

export interface LoadedDemo {
  readonly customers: number;
  readonly interactions: number;
}

/** Equal texts mean equal demos. It is stored as the mapping of the demo's source. */
export function describeDemo(settings: DemoSettings): string {
  return JSON.stringify({ generator: GENERATOR_VERSION, ...settings });
}

/**
 * Generates and records the demo. `progress` receives the number of customers done. Times in the store are relative to
 * the demo's end, never to the clock.
 */
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
    // Attributes come first: every change rewrites the whole customer, who is smallest before the first interaction.
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

/** Whether the store holds exactly this demo. The caller must make sure that it was loaded to the end. */
export async function holdsDemo(store: GraphStore, settings: DemoSettings): Promise<boolean> {
  const [source, ...others] = await store.sources();
  return others.length === 0 && source?.mapping === describeDemo(settings);
}
