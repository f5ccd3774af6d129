// Before the first picture of a page, the browser loads only the files that its HTML names, all at once, and they are
// small.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { EXPLORER_PLACES, pageAt } from "../../src/server/pages.js";
import { buildPages, PAGES } from "../support/pages.js";

/** Scripts and styles of a place, compressed. */
const MOST_BYTES = 235_000;
/** The same for the overview, which needs no field that searches. */
const MOST_OF_OVERVIEW = 190_000;

describe("the first load of the explorer", () => {
  beforeAll(buildPages, 120_000);

  const filesOf = (html: string): readonly string[] => [
    ...new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!)),
  ];
  const bytesOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(PAGES, file))).length, 0);

  it.each(EXPLORER_PLACES)("%s is small, and its HTML names every module of the page", (place) => {
    const files = filesOf(readFileSync(join(PAGES, pageAt(place)!), "utf8"));
    expect(files.filter((file) => !existsSync(join(PAGES, file)))).toEqual([]);
    // The HTML also names everything that these modules import, so that nothing is discovered only after they arrive.
    const imported = files
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) =>
        [...readFileSync(join(PAGES, file), "utf8").matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map(
          ([, name]) => `assets/${name}`,
        ),
      );
    expect(imported.length).toBeGreaterThan(5);
    expect(imported.filter((file) => !files.includes(file))).toEqual([]);
    expect(bytesOf(files)).toBeLessThan(place === "/" ? MOST_OF_OVERVIEW : MOST_BYTES);
  });
});
