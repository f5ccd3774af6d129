// Logs with answers, for tests of questions that show feedback.
import fc from "fast-check";
import { expect } from "vitest";
import { compareAnswers } from "../../src/graph/history/feedback.js";
import { type Answer, type AnswerContent, SCALES, type ScoreKind } from "../../src/model/feedback.js";
import type { CustomerHistory } from "../../src/model/journey.js";
import type { Log } from "./projectionOf.js";

export type GivenAnswer = Partial<AnswerContent> & { readonly customer: string; readonly id?: string };

const UNKNOWN: AnswerContent = {
  at: 0,
  touchpoint: null,
  interaction: null,
  csat: null,
  nps: null,
  ces: null,
  emotion: null,
  comment: null,
};

/** Returns the log with these answers, including answers of customers without interactions. */
export function answered(log: Log, given: readonly GivenAnswer[]): Log {
  const histories = [...log.histories];
  for (const { customer } of given)
    if (!histories.some(({ key }) => key === customer))
      histories.push({ key: customer, number: histories.length + 1, version: 1, attributes: {}, journeys: [] });
  const byCustomer = new Map<string, Answer[]>();
  given.forEach((one, i) => {
    const { customer, ...content } = one;
    const answers = byCustomer.get(customer) ?? [];
    byCustomer.set(customer, answers);
    answers.push({ ...UNKNOWN, ...content, id: one.id ?? String(i), identity: customer, origins: [1] });
  });
  return {
    ...log,
    histories: histories.map((history): CustomerHistory => {
      const answers = byCustomer.get(history.key)?.sort(compareAnswers);
      return answers === undefined ? history : { ...history, kept: { attributes: new Map(), hidden: [], answers } };
    }),
  };
}

/**
 * Random answers of these customers about these touchpoints, or about a row of the log, which is given by its number.
 */
export function givenAnswers(
  customers: readonly string[],
  touchpoints: readonly string[],
  latest = 70,
): fc.Arbitrary<GivenAnswer[]> {
  const score = (kind: ScoreKind) =>
    fc.option(fc.integer({ min: SCALES[kind].least, max: SCALES[kind].most }), { freq: 2 });
  const given: fc.Arbitrary<GivenAnswer> = fc
    .record({
      customer: fc.constantFrom(...customers),
      about: fc.oneof(
        fc.constantFrom(...touchpoints).map((touchpoint) => ({ touchpoint })),
        fc.nat(40).map((row) => ({ interaction: `r${row}` })),
        fc.record({ touchpoint: fc.constantFrom(...touchpoints), interaction: fc.nat(40).map((row) => `r${row}`) }),
      ),
      at: fc.integer({ min: 0, max: latest }),
      csat: score("csat"),
      nps: score("nps"),
      ces: score("ces"),
      emotion: score("emotion"),
      comment: fc.constantFrom(null, "so so"),
    })
    .map(({ about, ...rest }) => ({ ...rest, ...about }));
  return fc.array(given, { maxLength: 60, size: "max" });
}

/** Compares two values. Numbers may differ by rounding. */
export function expectClose(actual: unknown, expected: unknown, path = ""): void {
  if (typeof expected === "number") expect(actual, path).toBeCloseTo(expected, 9);
  else if (expected !== null && typeof expected === "object") {
    expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected))
      expectClose((actual as Record<string, unknown>)[name], value, `${path}.${name}`);
  } else expect(actual, path).toEqual(expected);
}
