// The Cypher with which Neo4j answers the three questions itself: the same definitions as the analyses
// (docs/definitions.md), written once more and sharing no code with them, so each can be tested against the other.
//
// Parameters only, as in statements.ts. Grain, repeats, windows and points are parameters; what varies in the text is the
// scope alone (all customers, or those given, where the plan starts from them), so the set is fixed. A position in a
// journey is an index of its lists. Lists of a Journey that are absent are null, and so are their members.
//
// Cost: each statement reads every journey in scope once. Aggregates are held in memory by the server: what is distinct
// (routes, pairs, customers), and for the rows that are shown the waits and journeys.

const SCOPES = {
  all: `
MATCH (c:Customer)-[:STARTED]->(j:Journey)
WHERE j.start >= $startedFrom AND j.start < $startedBefore`,
  ofCustomers: `
MATCH (c:Customer)-[:STARTED]->(j:Journey)
WHERE c.number IN $customers AND j.start >= $startedFrom AND j.start < $startedBefore`,
} as const;

/** The same statement for each scope. */
export interface Scoped {
  readonly all: string;
  readonly ofCustomers: string;
}

function scoped(statement: string): Scoped {
  return { all: SCOPES.all + statement, ofCustomers: SCOPES.ofCustomers + statement };
}

/** As at the state that was locked before; nothing may have been committed since. */
export const NEWEST = "MATCH (j:Journey) RETURN max(j.end) AS newest";

/** n, sum, and the quantiles by linear interpolation (R type 7, which is what percentileCont does). */
const stats = (wait: string): string =>
  `{n: count(${wait}), sum: sum(${wait}), median: percentileCont(${wait}, 0.5), p90: percentileCont(${wait}, 0.9), p95: percentileCont(${wait}, 0.95)}`;

/** The latest by start, then by key. */
const EXAMPLES = "RETURN j.key ORDER BY j.start DESC, j.key DESC LIMIT 50";

// ---- routes ---------------------------------------------------------------------------------------------------------

/**
 * `hit`: positions of start and target. Without `from` the start is −1, at the time of the first interaction; without `to` the
 * target is behind the last. Without a window the first start decides: what follows a later one follows it too.
 */
const MATCHED = `
WITH c, j, j.route AS route, j.times AS times, j.outcomes AS outcomes
WITH c, j, route, times,
     CASE WHEN $from IS NULL THEN [-1]
          ELSE [i IN range(0, size(route) - 1)
                WHERE route[i] IN $from AND NOT ($fromUnlessFailed AND coalesce(outcomes[i], '') = 'FAILED')]
     END AS starts,
     CASE WHEN $to IS NULL THEN [size(route)]
          ELSE [i IN range(0, size(route) - 1)
                WHERE route[i] IN $to AND NOT ($toUnlessFailed AND coalesce(outcomes[i], '') = 'FAILED')]
     END AS targets
WITH c, j, route, times, starts,
     head([pair IN [start IN CASE WHEN $within IS NULL THEN starts[..1] ELSE starts END |
                    [start, head([target IN targets WHERE target > start])]]
           WHERE pair[1] IS NOT NULL
             AND ($within IS NULL OR times[pair[1]] - times[CASE pair[0] WHEN -1 THEN 0 ELSE pair[0] END] <= $within)
          ]) AS hit`;

export const ROUTE_TOTALS = scoped(`${MATCHED}
WITH c, hit, size(starts) > 0 AS matched, j.end + $journeyGap > $newest AS open,
     CASE WHEN $from IS NULL THEN times[0] ELSE times[starts[0]] END AS firstStart,
     CASE WHEN $from IS NULL THEN times[0] ELSE times[starts[-1]] END AS lastStart
WITH c, hit, matched, matched AND open AS open,
     matched AND ($within IS NULL OR firstStart + $within <= $newest) AS mature,
     matched AND open AND hit IS NULL AND ($within IS NULL OR lastStart + $within > $newest) AS pending
RETURN count(*) AS journeys, count(DISTINCT c) AS customers,
       count(CASE WHEN matched THEN 1 END) AS matched, count(hit) AS completed,
       count(CASE WHEN pending THEN 1 END) AS pending, count(CASE WHEN open THEN 1 END) AS open,
       count(CASE WHEN mature THEN 1 END) AS mature, count(CASE WHEN mature THEN hit END) AS matureCompleted`);

/** `kept`: positions of the route's labels; of equal neighbours that are collapsed the first. */
const ROUTED = `${MATCHED}
WITH c, j, times, hit WHERE hit IS NOT NULL
WITH c, j, times, CASE WHEN $labels IS NULL THEN j.route ELSE [key IN j.route | $labels[key]] END AS labels,
     CASE hit[0] WHEN -1 THEN 0 ELSE hit[0] END AS first,
     CASE WHEN $to IS NULL THEN size(times) - 1 ELSE hit[1] END AS last
WITH c, j, times, labels, first, last,
     [i IN range(first, last) WHERE i = first OR NOT $collapse OR labels[i] <> labels[i - 1]] AS kept`;

/** Lists compare member by member and one that begins another comes first, as routes are to be ordered. */
export const ROUTES = scoped(`${ROUTED}
WITH [i IN kept | labels[i]] AS route, count(*) AS journeys
WITH collect({route: route, journeys: journeys}) AS routes
RETURN size(routes) AS routes,
       COLLECT { UNWIND routes AS row RETURN row.route ORDER BY row.journeys DESC, row.route LIMIT $first } AS rows`);

export const ROUTE_DETAILS = scoped(`${ROUTED}
WITH c, j, times, first, last, kept, [i IN kept | labels[i]] AS route
WHERE route IN $shown
WITH c, route, times[last] - times[first] AS duration,
     [i IN range(first, last) WHERE NOT isNaN(j.values[i]) | toInteger(round(j.values[i] * 10000))] AS known,
     {journey: j, waits: [i IN kept[1..] | times[i] - times[i - 1]]} AS hit
WITH route, hit, c, duration, CASE WHEN size(known) > 0 THEN reduce(sum = 0, units IN known | sum + units) END AS value
WITH route, count(*) AS journeys, count(DISTINCT c) AS customers, ${stats("duration")} AS duration,
     CASE WHEN count(value) > 0 THEN sum(value) END AS value, collect(hit) AS hits
RETURN route AS labels, journeys, customers, duration, value,
       COLLECT {
         UNWIND range(0, size(route) - 2) AS step
         UNWIND hits AS hit
         WITH step, hit.waits[step] AS wait
         WITH step, ${stats("wait")} AS wait
         RETURN wait ORDER BY step
       } AS waits,
       COLLECT { UNWIND hits AS hit WITH hit.journey AS j ${EXAMPLES} } AS examples`);

// ---- transitions ----------------------------------------------------------------------------------------------------

const LABELLED = `
WITH c, j, j.times AS times, CASE WHEN $labels IS NULL THEN j.route ELSE [key IN j.route | $labels[key]] END AS labels
WITH c, j, times, labels,
     [i IN range(0, size(labels) - 1) WHERE i = 0 OR NOT $collapse OR labels[i] <> labels[i - 1]] AS kept`;

/** A row a pair of neighbouring labels: null is the start before the first and the end after the last. */
const PAIRS = `${LABELLED}
UNWIND range(0, size(kept)) AS step
WITH c, j, step = size(kept) - 1 AS ending,
     CASE WHEN step > 0 THEN labels[kept[step - 1]] END AS from,
     CASE WHEN step < size(kept) THEN labels[kept[step]] END AS to,
     CASE WHEN 0 < step < size(kept) THEN times[kept[step]] - times[kept[step] - 1] END AS wait`;

export const TRANSITIONS = scoped(`${PAIRS}
WITH from, to, count(*) AS count, count(DISTINCT j) AS journeys, count(DISTINCT c) AS customers,
     count(CASE WHEN ending THEN 1 END) AS endings, {n: count(wait), sum: sum(wait)} AS wait
WITH from, sum(count) AS exits,
     collect({to: to, count: count, journeys: journeys, customers: customers, endings: endings, wait: wait}) AS edges
WITH collect({from: from, exits: exits, edges: edges}) AS all, sum(size(edges)) AS edges
RETURN edges,
       COLLECT {
         UNWIND all AS row
         UNWIND row.edges AS edge
         WITH row, edge
         WHERE ($from IS NULL OR row.from IN $from) AND ($to IS NULL OR edge.to IN $to)
         RETURN edge {.*, from: row.from, exits: row.exits}
         ORDER BY edge.count DESC, row.from IS NOT NULL, row.from, edge.to IS NULL, edge.to
         LIMIT $first
       } AS rows`);

/** Waits and journeys are held in memory, so they are collected for the rows that are shown. In `shown` the start and the end are 0: in a list null would be equal to nothing. */
const IS_SHOWN = "[coalesce(from, 0), coalesce(to, 0)] IN $shown";

export const TRANSITION_DETAILS = scoped(`${PAIRS}
WITH j, from, to, wait WHERE ${IS_SHOWN}
WITH from, to, ${stats("wait")} AS wait, collect(DISTINCT CASE WHEN $examples THEN j END) AS journeys
RETURN from, to, wait, COLLECT { UNWIND journeys AS j ${EXAMPLES} } AS examples`);

/** `shown` null: all pairs are. */
export const TRANSITION_TOTALS = scoped(`${LABELLED}
WITH c, j.end + $journeyGap > $newest AS open,
     $shown IS NULL OR any(step IN range(0, size(kept))
                           WHERE [CASE WHEN step > 0 THEN labels[kept[step - 1]] ELSE 0 END,
                                  CASE WHEN step < size(kept) THEN labels[kept[step]] ELSE 0 END] IN $shown) AS shown
RETURN count(*) AS journeys, count(DISTINCT c) AS customers,
       count(CASE WHEN open THEN 1 END) AS open, count(CASE WHEN shown THEN 1 END) AS shown`);
