// The Cypher with which Neo4j answers the three questions of graph/questions.ts itself. The definitions are those of
// src/questions (docs/definitions.md), written a second time without sharing code, so that each can be tested against
// the other.
//
// As in statements/, no statement is built from data. Each statement exists in two forms, one for all customers and one
// for given customers, so that the server has a good plan for both. If the type of a parameter changes, the server
// plans the statement again. This takes longer than answering a small question. Values that may be null or of any size
// are therefore in one map, `asked`, and a set of keys is a map too. A position in a journey is an index into its
// lists. A list that a Journey lacks is null, and so is every member of it. Statements bind a list to a name before
// they use single members, because the database would otherwise read the whole list for each member.
//
// Cost: each statement reads every journey in scope once. The server holds aggregates in memory: distinct routes, pairs
// and customers, and, for the shown rows, the waits and journeys.

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

/** The time of the newest interaction, which determines whether a journey is open. */
export const NEWEST = "MATCH (j:Journey) RETURN max(j.end) AS newest";

const neighbours = (p: number): string => `sorted[toInteger((size(sorted) - 1) * ${p})..][..2]`;

/**
 * Statistics of a collected list: n, the sum, and the two values around each quantile. The function percentileCont is
 * not used, because it adds the two parts of a quantile in another order than the projection does, so that half a
 * millisecond could be rounded differently.
 */
const stats = (
  waits: string,
): string => `head([sorted IN [COLLECT { UNWIND ${waits} AS wait RETURN wait ORDER BY wait }] |
       {n: size(sorted), sum: reduce(sum = 0, wait IN sorted | sum + wait),
        median: ${neighbours(0.5)}, p90: ${neighbours(0.9)}, p95: ${neighbours(0.95)}}])`;

/** The keys of example journeys: latest start first, and ties sorted by key in descending order. */
const EXAMPLES = "RETURN j.key ORDER BY j.start DESC, j.key DESC LIMIT 50";

// ---- routes ---------------------------------------------------------------------------------------------------------

/**
 * Matches the journeys. `hit` has the positions of start and target; null if there is no match. Without `from`, the
 * start is −1, at the time of the first interaction. Without `to`, the target is after the last interaction. Without a
 * window, only the first start is examined, because everything after a later start is also after the first start.
 */
const MATCHED = `
WITH c, j, j.route AS route, j.times AS times, j.outcomes AS outcomes
WITH c, j, route, times,
     CASE WHEN $asked.from IS NULL THEN [-1]
          ELSE [i IN range(0, size(route) - 1)
                WHERE $asked.from[route[i]] AND NOT ($asked.fromUnlessFailed AND coalesce(outcomes[i], '') = 'FAILED')]
     END AS starts,
     CASE WHEN $asked.to IS NULL THEN [size(route)]
          ELSE [i IN range(0, size(route) - 1)
                WHERE $asked.to[route[i]] AND NOT ($asked.toUnlessFailed AND coalesce(outcomes[i], '') = 'FAILED')]
     END AS targets
WITH c, j, route, times, starts,
     head([pair IN [start IN CASE WHEN $asked.within IS NULL THEN starts[..1] ELSE starts END |
                    [start, head([target IN targets WHERE target > start])]]
           WHERE pair[1] IS NOT NULL
             AND ($asked.within IS NULL OR times[pair[1]] - times[CASE pair[0] WHEN -1 THEN 0 ELSE pair[0] END] <= $asked.within)
          ]) AS hit`;

export const ROUTE_TOTALS = scoped(`${MATCHED}
WITH c, hit, size(starts) > 0 AS matched, j.end + $asked.journeyGap > $asked.newest AS open,
     CASE WHEN $asked.from IS NULL THEN times[0] ELSE times[starts[0]] END AS firstStart,
     CASE WHEN $asked.from IS NULL THEN times[0] ELSE times[starts[-1]] END AS lastStart
WITH c, hit, matched, matched AND open AS open,
     matched AND ($asked.within IS NULL OR firstStart + $asked.within <= $asked.newest) AS mature,
     matched AND open AND hit IS NULL AND ($asked.within IS NULL OR lastStart + $asked.within > $asked.newest) AS pending
RETURN count(*) AS journeys, count(DISTINCT c) AS customers,
       count(CASE WHEN matched THEN 1 END) AS matched, count(hit) AS completed,
       count(CASE WHEN pending THEN 1 END) AS pending, count(CASE WHEN open THEN 1 END) AS open,
       count(CASE WHEN mature THEN 1 END) AS mature, count(CASE WHEN mature THEN hit END) AS matureCompleted`);

/**
 * Finds the routes of the completed journeys. `kept` has the positions of the route's labels. If equal neighbours are
 * collapsed, it has only the first of their positions.
 */
const ROUTED = `${MATCHED}
WITH c, j, times, hit WHERE hit IS NOT NULL
WITH c, j, times, CASE WHEN $asked.labels IS NULL THEN j.route ELSE [key IN j.route | $asked.labels[key]] END AS labels,
     CASE hit[0] WHEN -1 THEN 0 ELSE hit[0] END AS first,
     CASE WHEN $asked.to IS NULL THEN size(times) - 1 ELSE hit[1] END AS last
WITH c, j, times, labels, first, last,
     [i IN range(first, last) WHERE i = first OR NOT $asked.collapse OR labels[i] <> labels[i - 1]] AS kept`;

/** Cypher compares lists member by member, and a prefix comes first, which is the required order of routes. */
export const ROUTES = scoped(`${ROUTED}
WITH [i IN kept | labels[i]] AS route, count(*) AS journeys
WITH collect({route: route, journeys: journeys}) AS routes
RETURN size(routes) AS routes,
       COLLECT { UNWIND routes AS row RETURN row.route ORDER BY row.journeys DESC, row.route LIMIT $first } AS rows`);

export const ROUTE_DETAILS = scoped(`${ROUTED}
WITH c, j, times, first, last, kept, [i IN kept | labels[i]] AS route
WHERE route IN $shown
WITH c, j, times, first, last, kept, route, j.values AS values
WITH c, route, times[last] - times[first] AS duration,
     [i IN range(first, last) WHERE NOT isNaN(values[i]) | toInteger(round(values[i] * 10000))] AS known,
     {journey: j, waits: [i IN kept[1..] | times[i] - times[i - 1]]} AS hit
WITH route, hit, c, duration, CASE WHEN size(known) > 0 THEN reduce(sum = 0, units IN known | sum + units) END AS value
WITH route, count(*) AS journeys, count(DISTINCT c) AS customers, collect(duration) AS durations,
     CASE WHEN count(value) > 0 THEN sum(value) END AS value, collect(hit) AS hits
RETURN route AS labels, journeys, customers, ${stats("durations")} AS duration, value,
       COLLECT {
         UNWIND range(0, size(route) - 2) AS step
         WITH step, [hit IN hits | hit.waits[step]] AS found
         RETURN ${stats("found")} AS wait ORDER BY step
       } AS waits,
       COLLECT { UNWIND hits AS hit WITH hit.journey AS j ${EXAMPLES} } AS examples`);

/**
 * `$shown` holds the beginnings of the shown routes. The path of a completed journey is its route. Any other path
 * begins at the first start and ends with the window. An interaction of a journey never comes before the previous one,
 * so the interactions within the window are the first ones.
 */
export const ROUTE_LOSS = scoped(`${MATCHED}
WITH j, route, times, starts, hit WHERE size(starts) > 0
WITH times, hit, j.end + $asked.journeyGap > $asked.newest AS open,
     CASE WHEN $asked.labels IS NULL THEN route ELSE [key IN route | $asked.labels[key]] END AS labels,
     CASE WHEN $asked.from IS NULL THEN times[0] ELSE times[starts[-1]] END AS lastStart,
     CASE WHEN $asked.from IS NULL THEN 0 WHEN hit IS NULL THEN starts[0] ELSE hit[0] END AS first
WITH labels, first,
     CASE WHEN hit IS NOT NULL THEN 'completed'
          WHEN open AND ($asked.within IS NULL OR lastStart + $asked.within > $asked.newest) THEN 'pending'
          ELSE 'dropped' END AS state,
     CASE WHEN hit IS NOT NULL AND $asked.to IS NOT NULL THEN hit[1]
          WHEN hit IS NOT NULL OR $asked.within IS NULL THEN size(times) - 1
          ELSE first - 1 + size([i IN range(first, size(times) - 1) WHERE times[i] - times[first] <= $asked.within])
     END AS last
WITH state, [i IN range(first, last) WHERE i = first OR NOT $asked.collapse OR labels[i] <> labels[i - 1] | labels[i]] AS path
UNWIND range(1, CASE WHEN size(path) < $asked.longest THEN size(path) ELSE $asked.longest END) AS n
WITH state, path[..n] AS labels
WHERE labels IN $shown
RETURN labels, count(CASE state WHEN 'completed' THEN 1 END) AS completed,
       count(CASE state WHEN 'dropped' THEN 1 END) AS dropped, count(CASE state WHEN 'pending' THEN 1 END) AS pending`);

// ---- transitions ----------------------------------------------------------------------------------------------------

const LABELLED = `
WITH c, j, j.times AS times, CASE WHEN $asked.labels IS NULL THEN j.route ELSE [key IN j.route | $asked.labels[key]] END AS labels
WITH c, j, times, labels,
     [i IN range(0, size(labels) - 1) WHERE i = 0 OR NOT $asked.collapse OR labels[i] <> labels[i - 1]] AS kept`;

/**
 * One row per pair of neighbouring labels. `from` is null in a journey's first row, and `to` is null in its last row.
 */
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
         WHERE ($asked.from IS NULL OR row.from IN $asked.from) AND ($asked.to IS NULL OR edge.to IN $asked.to)
         RETURN edge {.*, from: row.from, exits: row.exits}
         ORDER BY edge.count DESC, row.from IS NOT NULL, row.from, edge.to IS NULL, edge.to
         LIMIT $first
       } AS rows`);

/**
 * Waits and journeys are held in memory, so they are collected for the shown rows only. In `shown`, start and end are
 * 0, because null in a list equals nothing.
 */
const IS_SHOWN = "[coalesce(from, 0), coalesce(to, 0)] IN $shown";

export const TRANSITION_DETAILS = scoped(`${PAIRS}
WITH j, from, to, wait WHERE ${IS_SHOWN}
WITH from, to, collect(wait) AS found, collect(DISTINCT CASE WHEN $asked.examples THEN j END) AS journeys
RETURN from, to, ${stats("found")} AS wait, COLLECT { UNWIND journeys AS j ${EXAMPLES} } AS examples`);

/** `asked.all` says whether all pairs are shown. */
export const TRANSITION_TOTALS = scoped(`${LABELLED}
WITH c, j.end + $asked.journeyGap > $asked.newest AS open,
     $asked.all OR any(step IN range(0, size(kept))
                           WHERE [CASE WHEN step > 0 THEN labels[kept[step - 1]] ELSE 0 END,
                                  CASE WHEN step < size(kept) THEN labels[kept[step]] ELSE 0 END] IN $shown) AS shown
RETURN count(*) AS journeys, count(DISTINCT c) AS customers,
       count(CASE WHEN open THEN 1 END) AS open, count(CASE WHEN shown THEN 1 END) AS shown`);

// ---- handoffs -------------------------------------------------------------------------------------------------------

/**
 * `episodes` has one list for each longest run of interactions on one channel: the positions of the interactions that
 * take part. `on` and `by` have the channel and the initiator of every position. `goals` has the positions at which a
 * goal was reached. `helps` has the positions at which a goal was reached or `resolved` is true.
 */
const EPISODES = `
WITH c, j, j.route AS route, j.times AS times, range(0, size(j.route) - 1) AS places,
     j.initiatedBy AS initiatedBy, j.outcomes AS outcomes, j.resolved AS resolved
WITH c, j, route, times, places, [key IN route | $asked.channels[key]] AS on,
     [i IN places | CASE coalesce(initiatedBy[i], '')
                    WHEN '' THEN coalesce($asked.initiators[route[i]], 'CUSTOMER') ELSE initiatedBy[i] END] AS by,
     [i IN places WHERE $asked.goal[route[i]] AND coalesce(outcomes[i], '') <> 'FAILED'] AS goals,
     [i IN places WHERE ($asked.goal[route[i]] AND coalesce(outcomes[i], '') <> 'FAILED')
                     OR coalesce(resolved[i], -1) = 1] AS helps
WITH c, j, route, times, on, by, goals, helps, [i IN places WHERE $asked.includeBrandSent OR by[i] <> 'BRAND'] AS part
WITH c, j, route, times, on, by, goals, helps, part,
     [k IN range(0, size(part) - 1) WHERE k = 0 OR on[part[k]] <> on[part[k - 1]]] AS begins
WITH c, j, route, times, on, by, goals, helps,
     [e IN range(0, size(begins) - 1) | part[begins[e]..coalesce(begins[e + 1], size(part))]] AS episodes`;

export const HANDOFF_TOTALS = scoped(`${EPISODES}
RETURN count(*) AS journeys, count(DISTINCT c) AS customers,
       count(CASE WHEN size(episodes) > 1 THEN 1 END) AS multiChannelJourneys,
       count(CASE WHEN any(episode IN episodes WHERE on[episode[0]] = $asked.unknown) THEN 1 END) > 0 AS unknownChannel`);

const REASONS = ["NEVER_ARRIVED", "STALLED", "ABANDONED", "BOUNCED_BACK", "REPEATED", "UNRESOLVED"] as const;

const byReason = (expression: (reason: string) => string): string =>
  `{${REASONS.map((reason) => `${reason}: ${expression(reason)}`).join(",\n                       ")}}`;

const promised = (from: string, to: string): string =>
  `head([level IN $asked.levels WHERE level.from = ${from} AND level.to = ${to} | level.wait])`;

/**
 * One row per handoff: the handoff to the next episode, and each intent whose channel is not that of the next episode.
 * The intents of an episode are the first interactions that name each channel other than its own. After the last
 * episode, the next episode and its times are null.
 */
const JUDGED = `${EPISODES}
WITH *, j.intended AS intended, j.caseIds AS caseIds
UNWIND range(0, size(episodes) - 1) AS e
WITH c, j, route, times, on, by, intended, caseIds, goals[0] AS goal, helps, j.end + $asked.journeyGap <= $asked.newest AS closed,
     episodes[e] AS a, episodes[e + 1] AS b, episodes[e + 2] AS next
WITH *, on[a[0]] AS from, on[b[0]] AS to, times[b[0]] AS startB, times[b[-1]] AS endB, times[next[0]] AS startNext,
     times[head([i IN helps WHERE i >= b[0]])] AS help,
     [i IN a WHERE coalesce(intended[i], '') <> '' AND intended[i] <> on[a[0]]] AS named
WITH *, [k IN range(0, size(named) - 1)
         WHERE NOT intended[named[k]] IN [i IN named[..k] | intended[i]] | named[k]] AS intents,
     startB - times[a[-1]] AS wait, help IS NULL OR help > endB + $asked.resolveWithin AS unhelped
WITH *, [i IN intents WHERE b IS NULL OR intended[i] <> to] AS missed
WITH *, coalesce($asked.stallAfter, ${promised("route[a[-1]]", "route[b[0]]")}, ${promised("from", "to")},
                 CASE WHEN size(missed) < size(intents) THEN $asked.intendedWait END) AS limit
WITH c, j, from,
     CASE WHEN b IS NULL THEN [] ELSE [{
       to: to, wait: wait, settled: closed OR endB + $asked.settledAfter <= $asked.newest,
       reasons:
         CASE WHEN wait > limit THEN ['STALLED'] ELSE [] END +
         CASE WHEN unhelped AND (next IS NULL OR startNext > endB + $asked.resolveWithin) AND (goal IS NULL OR goal >= b[0])
              THEN ['ABANDONED'] ELSE [] END +
         CASE WHEN unhelped AND on[next[0]] = from AND startNext - endB <= $asked.bounceWithin
              THEN ['BOUNCED_BACK'] ELSE [] END +
         CASE WHEN any(i IN b WHERE coalesce(caseIds[i], '') <> '' AND
                any(k IN range(b[-1] + 1, size(route) - 1) WHERE caseIds[k] = caseIds[i]
                    AND by[k] = 'CUSTOMER' AND times[k] <= endB + $asked.repeatWithin))
              THEN ['REPEATED'] ELSE [] END +
         CASE WHEN help IS NULL OR help > startB + $asked.resolveWithin THEN ['UNRESOLVED'] ELSE [] END
     }] END +
     [i IN missed | {
       to: intended[i], wait: null, reasons: ['NEVER_ARRIVED'],
       settled: closed OR
         times[i] + coalesce($asked.stallAfter, ${promised("from", "intended[i]")}, $asked.intendedWait) <= $asked.newest
     }] AS handoffs
UNWIND handoffs AS handoff
WITH c, j, from, handoff.to AS to, handoff.wait AS wait, handoff.settled AS settled, handoff.reasons AS reasons,
     handoff.settled AND any(reason IN handoff.reasons WHERE reason IN $asked.failureReasons) AS failed`;

/** The totals count all pairs. Only the chosen pairs have rows. */
export const HANDOFFS = scoped(`${JUDGED}
WITH from, to, count(*) AS count, count(wait) AS observed, count(DISTINCT j) AS journeys, count(DISTINCT c) AS customers,
     count(CASE WHEN settled THEN 1 END) AS settled, count(DISTINCT CASE WHEN settled THEN c END) AS settledCustomers,
     count(CASE WHEN failed THEN 1 END) AS failed, count(DISTINCT CASE WHEN failed THEN j END) AS failedJourneys,
     count(DISTINCT CASE WHEN failed THEN c END) AS failedCustomers,
     collect(wait) AS waits,
     ${byReason((reason) => `count(CASE WHEN settled AND '${reason}' IN reasons THEN 1 END)`)} AS reasons,
     collect(DISTINCT CASE WHEN $asked.examples THEN j END) AS found,
     ${byReason((reason) => `collect(DISTINCT CASE WHEN $asked.examples AND settled AND '${reason}' IN reasons THEN j END)`)} AS foundByReason
WITH collect({from: from, to: to, count: count, observed: observed, journeys: journeys, customers: customers,
              settled: settled, settledCustomers: settledCustomers, failed: failed, failedJourneys: failedJourneys,
              failedCustomers: failedCustomers, waits: waits, reasons: reasons,
              found: found, foundByReason: foundByReason}) AS pairRows,
     sum(count) AS handoffs, sum(settled) AS settled, sum(failed) AS failed
RETURN handoffs, settled, failed, size(pairRows) AS pairs,
       size([row IN pairRows WHERE row.settledCustomers >= $asked.minSupport]) AS rankedPairs,
       COLLECT {
         UNWIND pairRows AS row
         WITH row
         WHERE ($asked.from IS NULL OR row.from IN $asked.from) AND ($asked.to IS NULL OR row.to IN $asked.to)
         WITH row ORDER BY row.settledCustomers >= $asked.minSupport DESC, row.count DESC, row.from, row.to LIMIT $first
         RETURN row {.from, .to, .count, .observed, .journeys, .customers, .settled, .settledCustomers, .failed,
                     .failedJourneys, .failedCustomers, .reasons, wait: ${stats("row.waits")},
                     examples: COLLECT { UNWIND row.found AS j ${EXAMPLES} },
                     examplesByReason: ${byReason((reason) => `COLLECT { UNWIND row.foundByReason.${reason} AS j ${EXAMPLES} }`)}}
         ORDER BY row.settledCustomers >= $asked.minSupport DESC, row.count DESC, row.from, row.to
       } AS rows`);
