// Finds parts of a catalogue file that match nothing in the store: personas whose rules match no customer, and steps of
// blueprints whose touchpoints have no interaction. These are notes and not errors, because a catalogue may be declared
// before the log is imported. Each note begins with the line of its entry in the file.
import type { GraphStore } from "../graph/store.js";
import type { CatalogueFile } from "../ingest/catalogue/catalogueFile.js";

export async function catalogueNotes(store: GraphStore, { change, lineOf }: CatalogueFile): Promise<string[]> {
  const { personas = [], blueprints = [] } = change;
  const visited = new Set((await store.touchpointCounts()).filter(({ visits }) => visits > 0).map((t) => t.touchpoint));
  if (visited.size === 0) return [];
  const unmet = blueprints.flatMap(({ key, steps }, i) =>
    steps.flatMap((step, j) =>
      step.at.some((touchpoint) => visited.has(touchpoint))
        ? []
        : [
            `${lineText(lineOf(["blueprints", i, "steps", j]))}The step "${step.key}" of the blueprint "${key}" has no interaction at its touchpoints.`,
          ],
    ),
  );
  const lines = new Map(personas.map(({ key }, i) => [key, lineText(lineOf(["personas", i]))]));
  return [...(await notesOfPersonas(store, lines)), ...unmet];
}

const lineText = (line: number | null): string => (line === null ? "" : `line ${line}: `);

/** The rules are evaluated on a projection of the store, in the same way as in questions. */
async function notesOfPersonas(store: GraphStore, lines: ReadonlyMap<string, string>): Promise<string[]> {
  if (lines.size === 0) return [];
  const { Service } = await import("../service/service.js");
  const service = new Service(store);
  try {
    await service.ready();
    const notes: string[] = [];
    for (const persona of await service.personas.all()) {
      const line = lines.get(persona.key);
      if (line === undefined) continue;
      const problem = await service.personas.problem(persona, new AbortController().signal);
      if (problem !== null) notes.push(`${line}The persona "${persona.key}": ${problem}`);
    }
    return notes;
  } finally {
    await service.freshness.close();
  }
}
