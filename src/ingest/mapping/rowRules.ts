// Touchpoint rules give rows other names. Each rule has a selector, and a channel, a kind or a stage. The first rule
// whose selector selects a row gives the row its names. If the rule leaves out one of these names, the row keeps its
// own. With such rules, page views can become different kinds of touchpoint, depending on their path.
//
// Selectors are compared with the values in the row itself. Names are compared by their keys, and conditions on
// properties are compared with the properties that the import keeps.
import type { PointSelector } from "../../model/catalogue.js";
import { channelSlug, slug, touchpointKey, UNKNOWN_CHANNEL } from "../../model/keys.js";
import { conditionTest, propertyMembers } from "../../model/property.js";

export interface RowRule {
  readonly at: PointSelector;
  readonly channel: string | null;
  readonly kind: string | null;
  readonly stage: string | null;
}

export interface RowNames {
  readonly kind: string;
  readonly channel: string | null;
  readonly stage: string | null;
}

type RowTest = (names: RowNames, attributes: unknown) => boolean;

export class RowRules {
  readonly #rules: readonly (readonly [RowTest, RowRule])[];

  constructor(rules: readonly RowRule[]) {
    this.#rules = rules.map((rule) => [testOf(rule.at), rule] as const);
  }

  get none(): boolean {
    return this.#rules.length === 0;
  }

  /** The names of a row. `attributes` is the JSON text of its properties. */
  namesOf(names: RowNames, attributes: string | null): RowNames {
    const properties: unknown = attributes === null ? null : JSON.parse(attributes);
    for (const [selects, { channel, kind, stage }] of this.#rules)
      if (selects(names, properties))
        return { kind: kind ?? names.kind, channel: channel ?? names.channel, stage: stage ?? names.stage };
    return names;
  }
}

function testOf({ all, anyOf, not, property, kinds, channels, stages, touchpoints, any }: PointSelector): RowTest {
  if (any === true) return () => true;
  if (all != null) {
    const tests = all.map(testOf);
    return (names, attributes) => tests.every((test) => test(names, attributes));
  }
  if (anyOf != null) {
    const tests = anyOf.map(testOf);
    return (names, attributes) => tests.some((test) => test(names, attributes));
  }
  if (not != null) {
    const test = testOf(not);
    return (names, attributes) => !test(names, attributes);
  }
  if (property != null) {
    const holds = conditionTest(property);
    return (_, attributes) => holds(propertyMembers(attributes, property.key));
  }
  const among = (given: readonly string[], keyOf: (name: string) => string): ((key: string) => boolean) => {
    const keys = new Set(given.flatMap((name) => [name, keyOf(name)]));
    return (key) => keys.has(key);
  };
  if (kinds != null) {
    const isOne = among(kinds, slug);
    return ({ kind }) => isOne(slug(kind));
  }
  if (channels != null) {
    const isOne = among(channels, channelSlug);
    return ({ channel }) => isOne(channelOf(channel));
  }
  if (stages != null) {
    const isOne = among(stages, slug);
    return ({ stage }) => stage !== null && isOne(slug(stage));
  }
  const isOne = among(touchpoints ?? [], (key) => key);
  return ({ kind, channel }) => isOne(touchpointKey(channelOf(channel), slug(kind)));
}

function channelOf(channel: string | null): string {
  return channel === null ? UNKNOWN_CHANNEL : channelSlug(channel);
}
