// Reads personas and blueprints from a catalogue file, and writes them to one.
import { BLUEPRINT_KINDS, type Blueprint, defaultNext, type Measurement, type Step } from "../../model/blueprint.js";
import { problemsOf } from "../../model/blueprintProblems.js";
import type { BlueprintChange, CatalogueChange } from "../../model/catalogue.js";
import { type Persona, pictureProblem, TRAITS } from "../../model/persona.js";
import { formatDuration } from "../../model/time.js";
import { definedOf, type Entry, withoutNulls } from "./entry.js";

type PersonaChange = NonNullable<CatalogueChange["personas"]>[number];

export function personaOf(entry: Entry): PersonaChange {
  entry.onlyKnows([
    ...["key", "name", "description", "position", "picture", "demographics"],
    ...TRAITS,
    ...["preferredChannels", "rule"],
  ]);
  const { key, name } = entry.keyAndName();
  const picture = entry.text("picture");
  const problem = picture === undefined ? null : pictureProblem(picture);
  if (problem !== null) throw entry.mistake("picture", problem, "Give a small PNG, JPEG or WebP image as a data: URL.");
  const traits = Object.fromEntries(TRAITS.map((trait) => [trait, entry.optionalTexts(trait)]));
  return definedOf({
    key,
    name,
    description: entry.text("description"),
    position: entry.wholeNumber("position"),
    picture,
    demographics: entry.textMap("demographics"),
    ...traits,
    preferredChannels: entry.optionalTexts("preferredChannels"),
    rule: entry.plain("rule"),
  }) as PersonaChange;
}

export function personaToYaml({ demographics, ...persona }: Persona): object {
  return withoutNulls({ ...persona, demographics: Object.keys(demographics).length === 0 ? null : demographics });
}

const BLUEPRINT_FIELDS = [
  ...["key", "name", "version", "kind", "description", "persona", "savedAt", "steps", "measurements"],
];
const STEP_FIELDS = [
  ...["key", "name", "at", "next", "optional", "repeatable", "does", "thinks", "feels", "emotion", "painPoints"],
  ...["owner", "expectedWait", "delay"],
];

export function blueprintOf(entry: Entry): BlueprintChange {
  entry.onlyKnows(BLUEPRINT_FIELDS);
  const { key, name } = entry.keyAndName();
  const entries = entry.list("steps");
  const keys = entries.map((step) => step.keyAndName().key);
  const steps = entries.map((step, i) => stepOf(step, keys, i));
  const kind = entry.choice("kind", BLUEPRINT_KINDS) ?? "JOURNEY";
  const problem = problemsOf({ kind, steps })[0];
  if (problem !== undefined) throw entry.mistake(problem.at, problem.message, problem.remedy);
  const version = entry.wholeNumber("version");
  const measurements = entry.list("measurements").map(measurementOf);
  return {
    key,
    name: name ?? key,
    kind,
    description: entry.text("description") ?? null,
    persona: entry.text("persona") ?? null,
    savedAt: entry.instant("savedAt") ?? Date.now(),
    steps,
    ...(version !== undefined && { version }),
    ...(measurements.length > 0 && { measurements }),
  };
}

function stepOf(entry: Entry, keys: readonly string[], index: number): Step {
  entry.onlyKnows(STEP_FIELDS);
  const { key, name } = entry.keyAndName();
  return {
    key,
    name: name ?? key,
    at: entry.texts("at"),
    next: entry.optionalTexts("next") ?? defaultNext(keys, index),
    optional: entry.boolean("optional") ?? false,
    repeatable: entry.boolean("repeatable") ?? false,
    does: entry.text("does") ?? null,
    thinks: entry.text("thinks") ?? null,
    feels: entry.text("feels") ?? null,
    emotion: entry.number("emotion") ?? null,
    painPoints: entry.optionalTexts("painPoints") ?? [],
    owner: entry.text("owner") ?? null,
    expectedWait: entry.duration("expectedWait") ?? null,
    delay: entry.duration("delay") ?? null,
  };
}

function measurementOf(entry: Entry): Measurement {
  entry.onlyKnows(["from", "before", "measuredAt", "dataVersion", "counts"]);
  entry.needed("from");
  entry.needed("before");
  const [from, before] = [entry.instant("from")!, entry.instant("before")!];
  return {
    from,
    before,
    measuredAt: entry.instant("measuredAt") ?? before,
    dataVersion: entry.wholeNumber("dataVersion") ?? 0,
    counts: entry.plain("counts") ?? {},
  };
}

export function blueprintToYaml({ savedAt, kind, steps, measurements, ...blueprint }: Blueprint): object {
  const instant = (at: number): string => new Date(at).toISOString();
  const keys = steps.map(({ key }) => key);
  return withoutNulls({
    ...blueprint,
    kind: kind === "JOURNEY" ? null : kind,
    savedAt: instant(savedAt),
    steps: steps.map(({ next, expectedWait, delay, ...step }, i) => {
      const isDefault = JSON.stringify(next) === JSON.stringify(defaultNext(keys, i));
      return {
        ...withoutNulls({
          ...step,
          expectedWait: expectedWait === null ? null : formatDuration(expectedWait),
          delay: delay === null ? null : formatDuration(delay),
        }),
        // An empty list means that the journey may end here, so it must be written.
        ...(!isDefault && { next }),
      };
    }),
    measurements: measurements.map(({ from, before, measuredAt, ...rest }) => ({
      from: instant(from),
      before: instant(before),
      measuredAt: instant(measuredAt),
      ...rest,
    })),
  });
}
