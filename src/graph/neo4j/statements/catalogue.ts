// The catalogue: channels, stages, touchpoints, goals, service levels and segments.

export const READ_DECLARED = `
MATCH (m:Meta {id: 'meta'})
RETURN m.catalogueVersion AS version,
       COLLECT { MATCH (t:Touchpoint) WHERE t.declared RETURN t.declaredAs } AS touchpoints,
       COLLECT { MATCH (c:Channel) WHERE c.declared RETURN c.declaredAs } AS channels,
       COLLECT { MATCH (s:Stage) WHERE s.declared RETURN s.declaredAs } AS stages,
       COLLECT { MATCH (g:Goal) RETURN g.declaredAs } AS goals,
       COLLECT { MATCH (l:ServiceLevel) RETURN l {.from, .to, .wait} } AS serviceLevels,
       COLLECT { MATCH (s:Segment) RETURN s {.key, .name, .description, .rule} } AS segments,
       COLLECT { MATCH (p:Persona) RETURN p.declaredAs } AS personas,
       COLLECT { MATCH (b:Blueprint) RETURN b.declaredAs } AS blueprints`;

/** Reads all nodes of the catalogue. Only a migration needs this. */
export const READ_NAME_KEYS = `
RETURN COLLECT { MATCH (t:Touchpoint) RETURN t.key } AS touchpoints,
       COLLECT { MATCH (c:Channel) RETURN c.key } AS channels,
       COLLECT { MATCH (s:Stage) RETURN s.key } AS stages`;

/** Removes goals and service levels. A migration then creates them again with other keys, in the same transaction. */
export const REMOVE_GOALS_AND_LEVELS = "MATCH (n:Goal|ServiceLevel) DETACH DELETE n";

/** Connects origins with the touchpoints of their new keys. Only a migration needs this. */
export const REKEY_ORIGINS = `
UNWIND $rows AS row
MATCH (o:Origin {number: row.number})
SET o.touchpoint = row.touchpoint
WITH o, row
OPTIONAL MATCH (o)-[of:OF]->(:Touchpoint)
DELETE of
WITH DISTINCT o, row
MATCH (t:Touchpoint {key: row.touchpoint})
CREATE (o)-[:OF]->(t)`;

export const SAVE_CHANNELS = `
UNWIND $rows AS row
MERGE (n:Channel {key: row.key})
SET n = row`;

export const SAVE_STAGES = `
UNWIND $rows AS row
MERGE (n:Stage {key: row.key})
SET n = row`;

export const CREATE_TOUCHPOINTS = `
UNWIND $rows AS row
MATCH (c:Channel {key: row.channel})
CREATE (t:Touchpoint {key: row.key, visits: 0, starts: 0, ends: 0})
SET t += row.properties
CREATE (t)-[:ON]->(c)`;

/**
 * Keeps the counters of the touchpoints. A property that is null is removed. A touchpoint never changes its channel.
 */
export const SAVE_TOUCHPOINTS = `
UNWIND $rows AS row
MATCH (t:Touchpoint {key: row.key})
SET t += row.properties`;

export const LEAVE_STAGES = `
UNWIND $rows AS row
MATCH (t:Touchpoint {key: row.key})-[in:IN]->(:Stage)
DELETE in`;

export const ENTER_STAGES = `
UNWIND $rows AS row
MATCH (t:Touchpoint {key: row.key})
MATCH (s:Stage {key: row.stage})
CREATE (t)-[:IN]->(s)`;

export const SAVE_GOALS = `
UNWIND $rows AS row
MERGE (g:Goal {key: row.key})
SET g = row`;

export const SAVE_SERVICE_LEVELS = `
UNWIND $rows AS row
MERGE (l:ServiceLevel {from: row.from, to: row.to})
SET l.wait = row.wait`;

export const SAVE_SEGMENTS = `
UNWIND $rows AS row
MERGE (s:Segment {key: row.key})
SET s = row`;

export const REMOVE_GOALS = `
UNWIND $rows AS row
MATCH (g:Goal {key: row.key})
DELETE g`;

export const REMOVE_SERVICE_LEVELS = `
UNWIND $rows AS row
MATCH (l:ServiceLevel {from: row.from, to: row.to})
DELETE l`;

export const REMOVE_SEGMENTS = `
UNWIND $rows AS row
MATCH (s:Segment {key: row.key})
DETACH DELETE s`;

export const LEAVE_SEGMENTS = `
UNWIND $rows AS row
MATCH (:Customer {key: row.key})-[m:MEMBER_OF]->(:Segment)
DELETE m`;

export const ENTER_SEGMENTS = `
UNWIND $rows AS row
MATCH (c:Customer {key: row.key})
UNWIND row.segments AS segment
MATCH (s:Segment {key: segment})
CREATE (c)-[:MEMBER_OF]->(s)`;
