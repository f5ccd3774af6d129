// Columns of a property: their width, and the memory of blocks without any value.
import { describe, expect, it } from "vitest";
import { PropertyColumns } from "../../src/projection/propertyColumns.js";
import { logOf, projectionOfLog } from "../support/projectionOf.js";

const rows = Array.from({ length: 40 }, (_, i) => ({ customer: `c${i % 9}`, touchpoint: "see", at: i }));

describe("the columns of a property", () => {
  it("take no memory of their own for blocks without a value", () => {
    const { blocks } = projectionOfLog(logOf(rows), 7);
    expect(blocks.length).toBeGreaterThan(2);
    const columns = new PropertyColumns("campaign");
    for (const { block } of blocks) columns.set(block, new Uint32Array(block.interactions));
    expect(columns.bytes(blocks)).toBe(0);
    for (const { block } of blocks) expect([...columns.of(block)!]).toEqual(new Array(block.interactions).fill(0));

    const [first, second] = blocks.map(({ block }) => block);
    const code = columns.code('{"campaign":"spring"}');
    columns.set(first!, new Uint32Array(first!.interactions).fill(code));
    columns.set(second!, new Uint32Array(second!.interactions).fill(300));
    expect(columns.bytes(blocks)).toBe(first!.interactions + 2 * second!.interactions);
    expect(columns.of(blocks[2]!.block)!.every((own) => own === 0)).toBe(true);
  });
});
