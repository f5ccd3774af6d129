// Collects the names of touchpoints, channels and stages in the good rows of a file, with the number of rows for each
// name. Different names with the same key are merged, which the report of the import shows.
import type { MergedName } from "../graph/store.js";
import type { Catalogue } from "../model/catalogue.js";
import { channelSlug, compareKeys, slug, UNKNOWN_CHANNEL } from "../model/keys.js";
import type { ParseResult } from "./parsing/parse.js";
import type { KeyOfRows, NamesOfRows } from "./report.js";

class Names<T extends KeyOfRows["of"] | MergedName["of"]> {
  readonly spellings = new Map<string, Map<string, number>>();
  readonly #of: T;

  constructor(of: T) {
    this.#of = of;
  }

  add(key: string, name: string, rows: number): void {
    const names = this.spellings.get(key) ?? new Map<string, number>();
    names.set(name, (names.get(name) ?? 0) + rows);
    this.spellings.set(key, names);
  }

  of(key: string): { readonly of: T; readonly key: string; readonly rows: number } {
    const rows = [...(this.spellings.get(key)?.values() ?? [])].reduce((sum, n) => sum + n, 0);
    return { of: this.#of, key, rows };
  }
}

export interface FileNames {
  readonly touchpoint: Names<"touchpoint">;
  readonly channel: Names<"channel">;
  readonly stage: Names<"stage">;
  readonly kind: Names<"kind">;
}

export function namesOf({ origins, originRows }: Pick<ParseResult, "origins" | "originRows">): FileNames {
  const names: FileNames = {
    touchpoint: new Names("touchpoint"),
    channel: new Names("channel"),
    stage: new Names("stage"),
    kind: new Names("kind"),
  };
  origins.forEach((origin, i) => {
    const rows = originRows[i] ?? 0;
    // An origin whose rows were all rejected contributes no names.
    if (rows === 0) return;
    names.touchpoint.add(origin.touchpoint, origin.kind, rows);
    const channel = origin.channel ?? UNKNOWN_CHANNEL;
    names.channel.add(origin.touchpoint.slice(0, origin.touchpoint.indexOf("/")), channel, rows);
    if (origin.intended !== null) names.channel.add(channelSlug(origin.intended), origin.intended, rows);
    if (origin.stage !== null) names.stage.add(slug(origin.stage), origin.stage, rows);
    names.kind.add(slug(origin.kind), origin.kind, rows);
  });
  return names;
}

/** The names in the file and in the store that share a key, if the file contains at least one of them. */
export function mergedNamesOf(names: FileNames, before: Catalogue): NamesOfRows[] {
  const had: Readonly<Record<MergedName["of"], ReadonlyMap<string, string>>> = {
    channel: new Map(before.channels.filter((c) => !c.declared).map((c) => [c.key, c.name])),
    stage: new Map(before.stages.filter((s) => !s.declared).map((s) => [s.key, s.name])),
    kind: new Map(before.touchpoints.filter((t) => !t.declared).map((t) => [t.kindKey, t.kind])),
  };
  const merged: NamesOfRows[] = [];
  for (const of of ["channel", "stage", "kind"] as const)
    for (const [key, spellings] of [...names[of].spellings].sort(([a], [b]) => compareKeys(a, b))) {
      const all = new Set(spellings.keys());
      const shown = had[of].get(key);
      if (shown !== undefined) all.add(shown);
      for (const known of before.mergedNames)
        if (known.of === of && known.key === key) for (const name of known.names) all.add(name);
      const list = [...all].sort(compareKeys);
      if (list.length > 1) merged.push({ of, key, names: list, rows: list.map((name) => spellings.get(name) ?? 0) });
    }
  return merged;
}
