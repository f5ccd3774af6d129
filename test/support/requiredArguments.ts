// Values for the required arguments of questions.
import type { GraphQLField } from "graphql";

export const STEPS = [{ at: { any: true } }, { at: { goal: "bought" } }];

const REQUIRED: Readonly<Record<string, unknown>> = {
  anchor: { any: true },
  pattern: "start",
  models: ["FIRST"],
  blueprint: "click",
  a: {},
  b: {},
};

/** Returns values for the required arguments of a query of the schema. The log must have a goal called `bought`. */
export function requiredArguments({ args }: GraphQLField<unknown, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    args.flatMap((arg) => {
      const value = arg.name === "steps" && /FunnelStep/.test(String(arg.type)) ? STEPS : REQUIRED[arg.name];
      return value === undefined ? [] : [[arg.name, value]];
    }),
  );
}
