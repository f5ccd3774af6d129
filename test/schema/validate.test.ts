// Tests of the rules of arguments: class-validator can validate every argument class, and the first broken rule is
// reported with its path.
import { describe, expect, it } from "vitest";
import { fromPlain } from "../../src/schema/asking/plain.js";
import { validated } from "../../src/schema/asking/validate.js";
import { CommonRoutesArgs } from "../../src/schema/commonRoutes.js";
import { FunnelArgs } from "../../src/schema/funnel.js";
import { MAX_SELECTORS } from "../../src/schema/shared/selector.js";
import { fastest } from "../support/fastest.js";

const refusal = (check: () => unknown) => {
  try {
    check();
  } catch (error) {
    return error as { code: string; at: string; remedy: string };
  }
  return null;
};

describe("rules", () => {
  it("apply to given values, and accept null as not given", () => {
    expect(
      validated(fromPlain(CommonRoutesArgs, { from: null, options: { within: null }, first: null })),
    ).toBeDefined();
    expect(validated(fromPlain(CommonRoutesArgs, {})).first).toBe(20);
  });

  it.each([
    [CommonRoutesArgs, { first: 0 }, "first"],
    [CommonRoutesArgs, { options: { within: "soon" } }, "options.within"],
    [CommonRoutesArgs, { filter: { touches: [{ any: true }, { kinds: [] }] } }, "filter.touches[1].kinds"],
    [CommonRoutesArgs, { from: { any: false } }, "from.any"],
    [FunnelArgs, { steps: [{ at: { any: true } }] }, "steps"],
    [FunnelArgs, { steps: [{ at: { any: true } }, { at: { any: true }, within: "-P1D" }] }, "steps[1].within"],
    [FunnelArgs, { steps: [{ at: { any: true } }, { at: { any: true } }], rowsPerStep: 51 }, "rowsPerStep"],
  ] as const)("of %o refuse %o at %s", (type, plain, at) => {
    const refused = refusal(() => validated(fromPlain<object>(type as never, plain)));
    expect(refused).toMatchObject({ code: "BAD_ARGUMENT", at, remedy: expect.stringMatching(/\.$/) });
  });

  it("check no member of a list that is too long", async () => {
    const hide = Array.from({ length: 50_000 }, () => ({ kinds: [] }));
    const args = fromPlain(CommonRoutesArgs, { options: { hide } });
    const time = await fastest(() => expect(refusal(() => validated(args))).toMatchObject({ at: "options.hide" }));
    expect(time).toBeLessThan(20);
    expect(MAX_SELECTORS).toBeLessThan(hide.length);
  });
});
