// Finds parts of a catalogue that do not fit the interactions in the store: personas whose rules match no customer, and
// steps of blueprints at whose touchpoints there is no interaction. These are notes and not errors, because a catalogue
// may be declared before the log is imported.
import type { GraphStore } from "../graph/store.js";
import type { CatalogueChange } from "../model/catalogue.js";

export async function catalogueNotes(store: GraphStore, { personas, blueprints }: CatalogueChange): Promise<string[]> {
  const visited = new Set((await store.touchpointCounts()).filter(({ visits }) => visits > 0).map((t) => t.touchpoint));
  if (visited.size === 0) return [];
  const unmet = (blueprints ?? []).flatMap(({ key, steps }) =>
    steps
      .filter(({ at }) => !at.some((touchpoint) => visited.has(touchpoint)))
      .map((step) => `The step "${step.key}" of the blueprint "${key}" has no interaction at its touchpoints.`),
  );
  return [
    ...(await notesOfPersonas(
      store,
      (personas ?? []).map(({ key }) => key),
    )),
    ...unmet,
  ];
}

/** The rules are evaluated on a projection of the store, in the same way as in questions. */
async function notesOfPersonas(store: GraphStore, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const { Service } = await import("../service/service.js");
  const service = new Service(store);
  try {
    await service.ready();
    const notes: string[] = [];
    for (const persona of await service.personas.all()) {
      const problem = keys.includes(persona.key)
        ? await service.personas.problem(persona, new AbortController().signal)
        : null;
      if (problem !== null) notes.push(`The persona "${persona.key}": ${problem}`);
    }
    return notes;
  } finally {
    await service.freshness.close();
  }
}
