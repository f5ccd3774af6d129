// Saves personas and blueprints in the graph: (:Blueprint)-[:HAS_STEP]->(:Step)-[:AT]->(:Touchpoint), with a THEN edge
// from each step to the steps that may follow. As with touchpoints and channels (names.ts), the property `declaredAs`
// holds the declaration as JSON. The other properties and edges are for people who look at the graph, and for the
// queries that they write.
import type { Blueprint, Step } from "../../model/blueprint.js";
import type { Persona } from "../../model/persona.js";
import type { Declared } from "../history/catalogue.js";
import { int, type Row, type Tx } from "./connection.js";
import * as cypher from "./statements/index.js";

type Designs = Pick<Declared, "personas" | "blueprints">;

/** Sends the changes that turn the nodes and edges of `before` into those of `after`. */
export function saveDesigns(tx: Tx, before: Designs, after: Designs): void {
  const personas = changed(before.personas, after.personas, ({ key }) => key);
  const blueprints = changed(before.blueprints, after.blueprints, versionText);
  const fresh = blueprints.entered.map(({ now }) => now);
  tx.send(cypher.REMOVE_BLUEPRINTS, { rows: blueprints.left.map(versionRow) });
  tx.send(cypher.REMOVE_PERSONAS, { rows: personas.left.map(({ key }) => ({ key })) });
  tx.send(cypher.SAVE_PERSONAS, { rows: [...personas.entered, ...personas.altered].map(({ now }) => personaRow(now)) });
  tx.send(cypher.CREATE_BLUEPRINTS, { rows: fresh.map(blueprintRow) });
  tx.send(cypher.CONNECT_STEPS, { rows: fresh.flatMap(successorRows) });
  tx.send(cypher.DESIGN_FOR, {
    rows: fresh.filter(({ persona }) => persona !== null).map((one) => ({ ...versionRow(one), persona: one.persona })),
  });
  tx.send(cypher.SAVE_MEASUREMENTS, {
    rows: blueprints.altered.map(({ now }) => ({ ...versionRow(now), declaredAs: JSON.stringify(now) })),
  });
}

function changed<T>(before: readonly T[], after: readonly T[], textOf: (thing: T) => string) {
  const old = new Map(before.map((thing) => [textOf(thing), JSON.stringify(thing)]));
  const kept = new Set(after.map(textOf));
  const rows = after.map((now) => ({ now, was: old.get(textOf(now)) }));
  return {
    entered: rows.filter(({ was }) => was === undefined),
    altered: rows.filter(({ now, was }) => was !== undefined && was !== JSON.stringify(now)),
    left: before.filter((thing) => !kept.has(textOf(thing))),
  };
}

function versionText({ key, version }: Blueprint): string {
  return JSON.stringify([key, version]);
}

function versionRow({ key, version }: Blueprint): Row {
  return { key, version: int(version) };
}

function personaRow(persona: Persona): Row {
  const { preferredChannels, position, demographics, rule, ...texts } = persona;
  return {
    preferredChannels,
    properties: {
      ...texts,
      position: int(position),
      demographics: JSON.stringify(demographics),
      rule: rule === null ? null : JSON.stringify(rule),
      declaredAs: JSON.stringify(persona),
    },
  };
}

function blueprintRow(blueprint: Blueprint): Row {
  const { key, version, name, kind, description, savedAt, steps } = blueprint;
  return {
    properties: {
      key,
      version: int(version),
      name,
      kind,
      description,
      savedAt: int(savedAt),
      declaredAs: JSON.stringify(blueprint),
    },
    steps: steps.map(({ at, ...step }, i) => ({ at, properties: stepProperties(step, i + 1) })),
  };
}

function stepProperties(step: Omit<Step, "at">, position: number): Row {
  const { next: _, expectedWait, delay, ...properties } = step;
  return {
    ...properties,
    position: int(position),
    expectedWait: expectedWait === null ? null : int(expectedWait),
    delay: delay === null ? null : int(delay),
  };
}

function successorRows(blueprint: Blueprint): Row[] {
  return blueprint.steps.flatMap(({ key, next }) =>
    next.map((to): Row => ({ ...versionRow(blueprint), from: key, to })),
  );
}
