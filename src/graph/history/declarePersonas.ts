// Applies a change to the declared personas. Undefined keeps a value, and null clears it.
import type { CatalogueChange } from "../../model/catalogue.js";
import { compareKeys } from "../../model/keys.js";
import { type Persona, pictureProblem } from "../../model/persona.js";
import { bad, checkKey } from "./checks.js";

/** `channelOf` returns the key of a channel that is given by key or name. Throws BAD_CATALOGUE. */
export function declarePersonas(
  declared: readonly Persona[],
  { personas: changes = [], removedPersonas = [] }: CatalogueChange,
  channelOf: (name: string) => string,
): Persona[] {
  const personas = new Map(declared.map((persona) => [persona.key, persona]));
  for (const change of changes) {
    checkKey(change.key, "personas");
    const last = Math.max(0, ...[...personas.values()].map(({ position }) => position));
    const before = personas.get(change.key) ?? nobody(change.key, last + 1);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: Persona = { ...before, ...given };
    const problem = after.picture === null ? null : pictureProblem(after.picture);
    if (problem !== null)
      throw bad(
        `The persona "${after.key}": ${problem}`,
        "personas",
        "Give a small PNG, JPEG or WebP image as a data: URL.",
      );
    personas.set(after.key, {
      ...after,
      preferredChannels: [...new Set(after.preferredChannels.map(channelOf))],
    });
  }
  for (const key of removedPersonas) personas.delete(key);
  return [...personas.values()].sort((a, b) => a.position - b.position || compareKeys(a.key, b.key));
}

function nobody(key: string, position: number): Persona {
  return {
    key,
    name: key,
    description: null,
    position,
    picture: null,
    demographics: {},
    psychographics: [],
    behaviours: [],
    needs: [],
    goals: [],
    painPoints: [],
    preferredChannels: [],
    rule: null,
  };
}
