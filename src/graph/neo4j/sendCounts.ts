// Sends what a write transaction changes in the counters of touchpoints and edges.
import type { CountDeltas, EdgeDelta } from "../history/counts.js";
import { int, type Row, type Tx } from "./connection.js";
import * as cypher from "./statements/index.js";

export function sendCounts(tx: Tx, deltas: CountDeltas, touchpointsThere: number): void {
  const touchpoints: Row[] = [];
  for (const [key, { visits, starts, ends }] of deltas.touchpoints)
    if (visits !== 0 || starts !== 0 || ends !== 0)
      touchpoints.push({ key, visits: int(visits), starts: int(starts), ends: int(ends) });
  tx.send(cypher.CHANGE_TOUCHPOINTS, { rows: touchpoints });
  const edges = new Map<string, Row[]>();
  for (const edge of deltas.changedEdges()) {
    const same = edges.get(edge.from);
    if (same === undefined) edges.set(edge.from, [edgeRow(edge)]);
    else same.push(edgeRow(edge));
  }
  // A touchpoint has at most as many edges as there are touchpoints.
  const [few, many]: [[string, Row[]][], [string, Row[]][]] = [[], []];
  for (const entry of edges) (entry[1].length * MANY_EDGES < touchpointsThere ? few : many).push(entry);
  tx.send(cypher.CHANGE_EDGES, { rows: few.flatMap(([, rows]) => rows) });
  tx.send(cypher.CREATE_EDGES, { rows: many.map(([from, rows]) => ({ from, to: rows.map((row) => row.to) })) });
  tx.send(cypher.CHANGE_EDGES_FROM, {
    rows: many.map(([from, rows]) => ({ from, edges: Object.fromEntries(rows.map((row) => [row.to, row])) })),
  });
}

/** All edges of a touchpoint are read if at least this fraction (1 in MANY_EDGES) of its possible edges changes. */
const MANY_EDGES = 8;

function edgeRow({ from, to, count, journeys, totalWait }: EdgeDelta): Row {
  return { from, to, count: int(count), journeys: int(journeys), totalWait: int(totalWait) };
}
