// Finds the TRANSITIONS_TO edges of a touchpoint. Their counts are read from the graph, and their waits are computed
// from the projection.

import { DEFAULT_PATH_OPTIONS, type WaitStats } from "../../engine/terms.js";
import { DEFAULT_FIRST, MAX_FIRST } from "../../engine/totals.js";
import { NO_WAITS } from "../../engine/waits.js";
import type { TransitionCount } from "../../graph/store.js";
import type { Touchpoint } from "../../model/catalogue.js";
import { compareKeys } from "../../model/keys.js";
import type { AskedPage } from "../graph.js";
import { PacedLoader } from "../loader.js";
import { type Page, pageOf, readCursor, writeCursor } from "../page.js";
import type { Projected } from "../projected.js";
import type { RequestScope } from "../scope.js";

export interface EdgeView {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly journeys: number;
  readonly probability: number;
  readonly isHandoff: boolean;
}
export type EdgePage = Page<Touchpoint, { cursor: string; node: Touchpoint } & EdgeView>;

const WAITS = { quantiles: true, examples: false, shown: false };

export class Edges {
  readonly #projected: Projected;

  constructor(projected: Projected) {
    this.#projected = projected;
  }

  /** The TRANSITIONS_TO edges that leave a touchpoint, or those that reach it. */
  async page(scope: RequestScope, touchpoint: string, direction: "from" | "to", page: AskedPage): Promise<EdgePage> {
    const first = page.first ?? DEFAULT_FIRST;
    const after = readCursor("transitions", ["number", "string"], page.after);
    const other = direction === "from" ? "to" : "from";
    const [edges, counts, { touchpoints }] = await Promise.all([
      this.#byEnd(scope, direction),
      scope.counts(),
      scope.names(),
    ]);
    // Edges, catalogue and counts were read one after another. A touchpoint that only some of them contain was added or
    // removed between these reads, and is left out.
    const all = (edges.get(touchpoint) ?? [])
      .filter(({ from, to }) => touchpoints.has(from) && touchpoints.has(to) && counts.has(from))
      .sort((a, b) => b.count - a.count || compareKeys(a[other], b[other]));
    const rows = all
      .filter(
        (edge) =>
          after === null ||
          edge.count < after[0] ||
          (edge.count === after[0] && compareKeys(edge[other], after[1]) > 0),
      )
      .slice(0, first + 1)
      .map((edge): EdgeView & { node: Touchpoint } => ({
        ...edge,
        node: touchpoints.get(edge[other])!,
        // Every visit has exactly one exit: to another touchpoint, to the same touchpoint, or to the end.
        probability: edge.count / counts.get(edge.from)!.visits,
        isHandoff: touchpoints.get(edge.from)!.channel !== touchpoints.get(edge.to)!.channel,
      }));
    const cursors = pageOf(
      rows,
      first,
      page.after,
      (row) => writeCursor("transitions", row.count, row[other]),
      () => all.length,
    );
    return {
      ...cursors,
      edges: cursors.edges.map(({ cursor, node }) => ({ ...node, cursor })),
      nodes: cursors.nodes.map(({ node }) => node),
    };
  }

  /**
   * Returns, for each touchpoint, the edges that have it at one end. They are computed once per request, because a page
   * of touchpoints needs the edges of each touchpoint.
   */
  #byEnd(scope: RequestScope, direction: "from" | "to"): Promise<ReadonlyMap<string, readonly TransitionCount[]>> {
    return scope.once(`edges by ${direction}`, async () => {
      const byEnd = new Map<string, TransitionCount[]>();
      for (const edge of await scope.edges()) {
        const group = byEnd.get(edge[direction]);
        if (group === undefined) byEnd.set(edge[direction], [edge]);
        else group.push(edge);
      }
      return byEnd;
    });
  }

  /** Waits of edges, from the projection. The edges of one level are computed together. */
  wait(scope: RequestScope, edge: EdgeView): Promise<WaitStats> {
    return scope
      .once(
        "waits",
        () =>
          new PacedLoader<EdgeView, WaitStats, string>(scope.pace, (wanted) => this.#waits(scope, wanted), {
            cacheKeyFn: ({ from, to }) => `${from}\u0000${to}`,
          }),
      )
      .load(edge);
  }

  async #waits(scope: RequestScope, wanted: readonly EdgeView[]): Promise<WaitStats[]> {
    const projection = await this.#projected.current("wait");
    const found = new Map<string, WaitStats>();
    // A page of transitions has at most MAX_FIRST rows. The touchpoints at the other ends are divided into groups that
    // are small enough for all pairs of a group to fit on one page.
    const targets = [...new Set(wanted.map(({ to }) => to))];
    const step = Math.max(1, Math.floor(MAX_FIRST / Math.min(targets.length, MAX_FIRST)));
    for (let t = 0; t < targets.length; t += MAX_FIRST) {
      const to = targets.slice(t, t + MAX_FIRST);
      const reached = new Set(to);
      const sources = [...new Set(wanted.filter((edge) => reached.has(edge.to)).map(({ from }) => from))];
      for (let s = 0; s < sources.length; s += step) {
        const question = {
          from: { touchpoints: sources.slice(s, s + step) },
          to: { touchpoints: to },
          options: DEFAULT_PATH_OPTIONS,
          first: MAX_FIRST,
          wanted: WAITS,
        };
        const { edges } = await this.#projected.ask("transitions", projection, question, () => question, scope.signal);
        for (const { from, to, wait } of edges) found.set(`${from.key}\u0000${to.key}`, wait);
      }
    }
    return wanted.map(({ from, to }) => found.get(`${from}\u0000${to}`) ?? NO_WAITS);
  }
}
