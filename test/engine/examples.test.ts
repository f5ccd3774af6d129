import fc from "fast-check";
import { expect, it } from "vitest";
import { Examples } from "../../src/engine/examples.js";
import { compareKeys } from "../../src/model/keys.js";
import { journeyKeyOf } from "../../src/projection/journeys.js";
import { projectionOf } from "../support/projectionOf.js";

it("keeps the latest by start, then by key, each once", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 6 }),
      (starts, most) => {
        const projection = projectionOf(
          starts.map((at, i) => ({ customer: `c${i}`, touchpoint: "a", channel: "web", at })),
        );
        const examples = new Examples(most);
        const all: { start: number; key: string }[] = [];
        for (const { block } of projection.blocks)
          for (let j = 0; j < block.journeys; j++) {
            const start = block.start[j]!;
            if (start >= examples.oldest) examples.add(block, j);
            examples.add(block, j);
            all.push({ start, key: journeyKeyOf(block, j) });
          }
        all.sort((a, b) => b.start - a.start || compareKeys(b.key, a.key));
        expect(examples.keys()).toEqual(all.slice(0, most).map(({ key }) => key));
      },
    ),
  );
});
