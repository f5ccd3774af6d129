// Counts that the graph keeps: interactions of touchpoints, and transitions between them.

export const CHANGE_TOUCHPOINTS = `
UNWIND $rows AS row
MATCH (t:Touchpoint {key: row.key})
SET t.visits = t.visits + row.visits, t.starts = t.starts + row.starts, t.ends = t.ends + row.ends`;

export const CHANGE_EDGES = `
UNWIND $rows AS row
MATCH (a:Touchpoint {key: row.from})
MATCH (b:Touchpoint {key: row.to})
MERGE (a)-[e:TRANSITIONS_TO]->(b)
ON CREATE SET e.count = row.count, e.journeys = row.journeys, e.totalWait = row.totalWait
ON MATCH SET e.count = e.count + row.count, e.journeys = e.journeys + row.journeys, e.totalWait = e.totalWait + row.totalWait
WITH e WHERE e.count = 0
DELETE e`;

/**
 * Together, CREATE_EDGES and then CHANGE_EDGES_FROM do the same as CHANGE_EDGES. They are faster for touchpoints with
 * many changed edges, because they read the edges of a touchpoint once instead of searching for each edge (15 ms
 * instead of 41 ms for 1,600 edges of 40 touchpoints).
 */
export const CREATE_EDGES = `
UNWIND $rows AS row
MATCH (a:Touchpoint {key: row.from})
WITH a, row, COLLECT { MATCH (a)-[:TRANSITIONS_TO]->(b:Touchpoint) RETURN b.key } AS known
UNWIND [key IN row.to WHERE NOT key IN known] AS key
MATCH (b:Touchpoint {key: key})
CREATE (a)-[:TRANSITIONS_TO {count: 0, journeys: 0, totalWait: 0}]->(b)`;

export const CHANGE_EDGES_FROM = `
UNWIND $rows AS row
MATCH (a:Touchpoint {key: row.from})-[e:TRANSITIONS_TO]->(b:Touchpoint)
WITH e, row.edges[b.key] AS change WHERE change IS NOT NULL
SET e.count = e.count + change.count, e.journeys = e.journeys + change.journeys, e.totalWait = e.totalWait + change.totalWait
WITH e WHERE e.count = 0
DELETE e`;

export const READ_EDGES = `
MATCH (a:Touchpoint)-[e:TRANSITIONS_TO]->(b:Touchpoint)
RETURN a.key AS from, b.key AS to, e.count AS count, e.journeys AS journeys, e.totalWait AS totalWait`;

export const READ_TOUCHPOINT_COUNTS = `
MATCH (t:Touchpoint) WHERE t.visits > 0
RETURN t.key AS touchpoint, t.visits AS visits, t.starts AS starts, t.ends AS ends`;
