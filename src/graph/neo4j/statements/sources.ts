// Sources, and the origins of their rows.

export const READ_ORIGINS = `
MATCH (o:Origin)
RETURN o {.number, .source, .touchpoint, .kind, .channel, .stage, .intended, .initiatedBy, .feedback, .interactions} AS origin
ORDER BY origin.number`;

export const COUNT_ORIGINS = "MATCH (o:Origin) RETURN o.number AS number, o.interactions AS interactions";

export const CREATE_ORIGINS = `
UNWIND $rows AS row
MATCH (s:Source {number: row.source})
CREATE (o:Origin)
SET o = row
CREATE (o)-[:FROM]->(s)
WITH o, row
MATCH (t:Touchpoint {key: row.touchpoint})
CREATE (o)-[:OF]->(t)`;

export const CHANGE_ORIGINS = `
UNWIND $rows AS row
MATCH (o:Origin {number: row.number})
SET o.interactions = o.interactions + row.interactions
RETURN o.number AS number, o.interactions AS interactions`;

export const READ_SOURCES = `
MATCH (s:Source)
RETURN s {.number, .name, .hash, .mapping, .importedAt, .report} AS source,
       reduce(sum = 0, n IN [(s)<-[:FROM]-(o:Origin) WHERE o.feedback IS NULL | o.interactions] | sum + n) AS interactions,
       reduce(sum = 0, n IN [(s)<-[:FROM]-(o:Origin) WHERE o.feedback | o.interactions] | sum + n) AS answers
ORDER BY source.number`;

export const FIND_SOURCE = `
MATCH (s:Source {hash: $hash}) WHERE s.mapping = $mapping AND s.number > 0
RETURN s.number AS number`;

export const CREATE_SOURCE = `
CREATE (s:Source)
SET s = $source`;

export const SAVE_REPORT = `
MATCH (s:Source {number: $number})
SET s.report = $report`;

export const SOURCE_EXISTS = `
MATCH (s:Source {number: $number})
RETURN s.number AS number, EXISTS { (s)<-[:FROM]-(:Origin) } AS used`;

/** Reads every journey, because Neo4j has no index over the members of lists. Imports are rarely removed. */
export const CUSTOMERS_OF_SOURCE = `
MATCH (c:Customer)
WHERE EXISTS { MATCH (c)-[:STARTED]->(j:Journey) WHERE $source IN j.sources } OR $source IN c.keptSources
RETURN c.number AS number, reduce(n = 0, j IN [(c)-[:STARTED]->(j:Journey) | size(j.times)] | n + j) AS interactions`;

/** Returns the number of interactions of each of the next customers, which determines the amount of work. */
export const SIZES_AFTER = `
MATCH (c:Customer) WHERE c.number > $after
WITH c ORDER BY c.number LIMIT $limit
RETURN c.number AS number, reduce(n = 0, j IN [(c)-[:STARTED]->(j:Journey) | size(j.times)] | n + j) AS interactions
ORDER BY number`;

export const REMOVE_SOURCE = `
MATCH (s:Source {number: $number})
DETACH DELETE s`;
