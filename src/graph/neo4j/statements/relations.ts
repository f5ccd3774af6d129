// Identities: links and declarations, and the customers to whom identities belong.

export const ADD_LINKS = `
UNWIND $rows AS row
MERGE (a:Identity {key: row.from})
ON CREATE SET a.customer = row.from
MERGE (b:Identity {key: row.into})
ON CREATE SET b.customer = row.into
MERGE (a)-[:LINKED_INTO]->(b)`;

export const REMOVE_LINKS = `
UNWIND $rows AS row
MATCH (:Identity {key: row.from})-[l:LINKED_INTO]->(:Identity {key: row.into})
DELETE l`;

export const SAVE_DECLARATIONS = `
UNWIND $rows AS row
MERGE (a:Identity {key: row.anonymous})
ON CREATE SET a.customer = row.anonymous
MERGE (b:Identity {key: row.customer})
ON CREATE SET b.customer = row.customer
MERGE (a)-[d:DECLARED_FOR]->(b)
SET d.rows = row.rows, d.sources = row.sources`;

export const REMOVE_DECLARATIONS = `
UNWIND $rows AS row
MATCH (:Identity {key: row.anonymous})-[d:DECLARED_FOR]->(:Identity {key: row.customer})
DELETE d`;

/** A Naming says that a row of an owner of a shared device names the device. Its key starts with the row's mark. */
export const ADD_NAMINGS = `
UNWIND $rows AS key
MERGE (:Naming {key: key})`;

export const REMOVE_NAMINGS = `
UNWIND $rows AS key
MATCH (n:Naming {key: key})
DELETE n`;

export const READ_NAMINGS = `
UNWIND $marks AS mark
CALL (mark) {
  MATCH (n:Naming) WHERE n.key STARTS WITH mark
  RETURN n.key AS key LIMIT toInteger($most)
}
RETURN mark, key`;

/** Must be sent after declarations have been saved. */
export const INDEX_IDENTITIES = `
UNWIND $rows AS row
MATCH (n:Identity {key: row.key})
SET n.indexed = row.indexed, n.indexing = null`;

/**
 * From now on, all changes of rows that name the device are entered in its index. Returns the name of the build, which
 * is `build`, or the name of an earlier build that has not been completed.
 */
export const BEGIN_INDEX = `
MATCH (n:Identity {key: $device})
SET n.indexing = coalesce(n.indexing, $build)
RETURN n.indexing AS build`;

/** Does nothing if the device has lost its index since BEGIN_INDEX, because it had no owners for a moment. */
export const END_INDEX = `
MATCH (n:Identity {key: $device})
WHERE n.indexing = $build
SET n.indexed = true, n.indexing = null`;

export const MOVE_IDENTITIES = `
UNWIND $rows AS row
MATCH (n:Identity {key: row.identity})
SET n.customer = row.customer`;

/**
 * An identity without relations needs no node. The indexed property is removed before the node. Otherwise, an index of
 * Neo4j 2026 would still find a node that was changed and then removed in the same transaction, until the transaction
 * ends.
 */
export const REMOVE_UNRELATED = `
UNWIND $rows AS key
MATCH (n:Identity {key: key})
WHERE NOT EXISTS { (n)-[:LINKED_INTO|DECLARED_FOR]-(:Identity) }
REMOVE n.customer
DETACH DELETE n`;

/** Must be sent after customers have been created, and before others are removed. */
export const KNOW_IDENTITIES = `
UNWIND $rows AS key
MATCH (n:Identity {customer: key})
OPTIONAL MATCH (other:Customer)-[k:KNOWN_AS]->(n) WHERE other.key <> key
DELETE k
WITH DISTINCT n, key
MATCH (c:Customer {key: key})
MERGE (c)-[:KNOWN_AS]->(n)`;

export const REMOVE_ALIASES = `
UNWIND $identities AS identity
MATCH (a:Alias {into: identity})
DELETE a
RETURN count(*) AS removed`;
