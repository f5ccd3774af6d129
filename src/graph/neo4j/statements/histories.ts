// Customers and their journeys, as they are read and written one by one.
import { CUSTOMER, JOURNEY, UNPACKED } from "./columns.js";

/** Returns the customer of each key, and everything recorded about the customer, if the customer exists. */
export const LOAD_KNOWN_CUSTOMERS = `
UNWIND range(0, size($keys) - 1) AS i
OPTIONAL MATCH (a:Alias {key: $keys[i]})
WITH i, a, coalesce(a.into, $keys[i]) AS key
OPTIONAL MATCH (c:Customer {key: key})
WITH i, a, c, key WHERE a IS NOT NULL OR c IS NOT NULL
RETURN i, key, ${CUSTOMER} AS customer,
       [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys`;

/** Returns the customer to whom each key belongs, and everything recorded about the customer. */
export const LOAD_CUSTOMERS = `
UNWIND range(0, size($keys) - 1) AS i
OPTIONAL MATCH (a:Alias {key: $keys[i]})
WITH i, coalesce(a.into, $keys[i]) AS identity
OPTIONAL MATCH (n:Identity {key: identity})
WITH i, coalesce(n.customer, identity) AS key
OPTIONAL MATCH (c:Customer {key: key})
RETURN i, key, ${CUSTOMER} AS customer,
       [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys
ORDER BY i`;

export const LOAD_CUSTOMERS_BY_NUMBER = `
UNWIND range(0, size($numbers) - 1) AS i
OPTIONAL MATCH (c:Customer {number: $numbers[i]})
RETURN i, ${CUSTOMER} AS customer,
       [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys
ORDER BY i`;

/** The identity of each key that is an alias of an identity. Aliases come from links of format 2. */
export const IDENTITIES_OF_ALIASES = `
UNWIND $keys AS key
MATCH (a:Alias {key: key})
RETURN a.key AS name, a.into AS identity`;

/** The customers of identities, each once, with all of their identities. */
export const LOAD_CUSTOMERS_OF = `
UNWIND $identities AS identity
OPTIONAL MATCH (n:Identity {key: identity})
WITH DISTINCT coalesce(n.customer, identity) AS key
OPTIONAL MATCH (c:Customer {key: key})
RETURN key, ${CUSTOMER} AS customer, [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys,
       COLLECT { MATCH (m:Identity {customer: key}) RETURN m.key } AS members`;

/** Returns only the first owners, because a shared device may have many. */
export const READ_RELATIONS = `
UNWIND $keys AS key
OPTIONAL MATCH (n:Identity {key: key})
RETURN key,
       COLLECT { MATCH (n)-[:LINKED_INTO]->(o:Identity) RETURN o.key } AS into,
       COLLECT { MATCH (n)<-[:LINKED_INTO]-(o:Identity) RETURN o.key } AS from,
       COLLECT { MATCH (n)<-[d:DECLARED_FOR]-(o:Identity) RETURN {key: o.key, rows: d.rows, sources: d.sources} } AS declares,
       COLLECT { MATCH (n)-[d:DECLARED_FOR]->(o:Identity) RETURN {key: o.key, rows: d.rows, sources: d.sources} LIMIT toInteger($owners) } AS owners,
       coalesce(n.indexed, false) AS indexed, coalesce(n.indexed, n.indexing IS NOT NULL) AS maintained`;

export const READ_OWNERS = `
MATCH (:Identity {key: $key})-[d:DECLARED_FOR]->(o:Identity)
RETURN o.key AS key, d.rows AS rows, d.sources AS sources`;

export const CUSTOMER_OF = `
OPTIONAL MATCH (a:Alias {key: $key})
WITH coalesce(a.into, $key) AS identity
OPTIONAL MATCH (n:Identity {key: identity})
WITH coalesce(n.customer, identity) AS customer
RETURN customer,
       EXISTS { MATCH (:Customer {key: customer}) } AS found,
       COLLECT { MATCH (m:Identity {customer: customer}) RETURN m.key } AS members`;

export const NAMES_OF = `
UNWIND $identities AS identity
MATCH (a:Alias {into: identity})
RETURN a.key AS name, identity`;

export const READ_LINKS = `
MATCH (a:Identity)-[:LINKED_INTO]->(b:Identity)
RETURN a.key AS from, b.key AS into`;

export const READ_DECLARATIONS = `
MATCH (a:Identity)-[d:DECLARED_FOR]->(b:Identity)
RETURN a.key AS anonymous, b.key AS customer, d.rows AS rows, d.sources AS sources`;

export const STATEMENTS_OF_SOURCE = `
MATCH (a:Identity)-[d:DECLARED_FOR]->(b:Identity)
WHERE $source IN d.sources
RETURN a.key AS anonymous, b.key AS customer
LIMIT toInteger($limit)`;

export const LOAD_JOURNEYS = `
UNWIND range(0, size($keys) - 1) AS i
OPTIONAL MATCH (c:Customer)-[:STARTED]->(j:Journey {key: $keys[i]})
RETURN i, c.key AS customer, ${JOURNEY} AS journey
ORDER BY i`;

export const PAGE_OF_CUSTOMERS = `
MATCH (c:Customer) WHERE c.number < $before
WITH c ORDER BY c.number DESC LIMIT $limit
RETURN ${CUSTOMER} AS customer,
       [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys
ORDER BY c.number DESC`;

// Both bounds are comparisons, because the database then searches its index, which compares code points. With STARTS
// WITH, the bound of the page would be a filter, which compares UTF-16 units.
export const PAGE_OF_KEYS = `
MATCH (c:Customer) WHERE c.key >= $from AND c.key < $end
WITH c ORDER BY c.key LIMIT $limit
RETURN ${CUSTOMER} AS customer,
       [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys
ORDER BY c.key`;

export const COUNT_OF_KEYS = `
MATCH (c:Customer) WHERE c.key STARTS WITH $prefix
RETURN count(c) AS customers`;

export const CUSTOMERS_AFTER = `
MATCH (c:Customer) WHERE c.number > $after
WITH c ORDER BY c.number LIMIT $limit
RETURN ${CUSTOMER} AS customer,
       [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}] AS journeys
ORDER BY c.number`;

export const PAGE_OF_JOURNEYS = `
MATCH (j:Journey) WHERE j.start <= $start AND j.key IS NOT NULL AND NOT (j.start = $start AND j.key >= $key)
WITH j ORDER BY j.start DESC, j.key DESC LIMIT $limit
MATCH (c:Customer)-[:STARTED]->(j)
RETURN c.key AS customer, ${JOURNEY} AS journey
ORDER BY j.start DESC, j.key DESC`;

/** Creates customers with their journeys. No other customer has their keys, which were looked up under the lock. */
export const CREATE_CUSTOMERS = `
UNWIND $rows AS row
CREATE (c:Customer {key: row.key, number: row.number, version: $version, attributes: row.attributes, kept: row.kept, keptSources: row.keptSources, answers: row.answers})
WITH c, row
UNWIND row.journeys AS j
CREATE (c)-[:STARTED]->(:Journey ${UNPACKED})`;

export const SAVE_CUSTOMERS = `
UNWIND $rows AS row
MATCH (c:Customer {number: row.number})
SET c.version = $version, c.attributes = row.attributes, c.kept = row.kept, c.keptSources = row.keptSources, c.answers = row.answers`;

export const REMOVE_FEEDBACK = `
UNWIND $rows AS row
MATCH (f:Feedback {identity: row.identity, id: row.id})
DETACH DELETE f`;

/** Must be sent after REMOVE_FEEDBACK, because an answer may move to another customer. The touchpoints must exist. */
export const CREATE_FEEDBACK = `
UNWIND $rows AS row
MATCH (c:Customer {key: row.customer})
CREATE (c)-[:GAVE]->(f:Feedback)
SET f = row.properties
WITH f, row
MATCH (t:Touchpoint {key: row.about})
CREATE (f)-[:ABOUT]->(t)`;

/** Replaces all properties of journeys that stay with their customer. */
export const CHANGE_JOURNEYS = `
UNWIND $rows AS j
MATCH (n:Journey {key: j.key})
SET n = ${UNPACKED}`;

export const CREATE_JOURNEYS = `
UNWIND $rows AS row
MATCH (c:Customer {number: row.customer})
WITH c, row.journey AS j
CREATE (c)-[:STARTED]->(:Journey ${UNPACKED})`;

/**
 * Removes everything that a transaction removes. This is one statement at the end of the transaction: each node that a
 * transaction has removed makes its later look-ups of nodes slower. A customer with nothing left leaves a tombstone for
 * the change feed.
 */
export const REMOVE = `
WITH COLLECT { MATCH (n:Journey) WHERE n.key IN $journeys RETURN n }
   + COLLECT { MATCH (n:Customer) WHERE n.number IN $customers RETURN n }
   + COLLECT { MATCH (n:Origin) WHERE n.number IN $origins RETURN n }
   + COLLECT { MATCH (n:Touchpoint) WHERE n.key IN $touchpoints RETURN n }
   + COLLECT { MATCH (n:Channel) WHERE n.key IN $channels RETURN n }
   + COLLECT { MATCH (n:Stage) WHERE n.key IN $stages RETURN n } AS found
FOREACH (n IN found | DETACH DELETE n)
FOREACH (number IN $customers | CREATE (:Gone {number: number, version: $version}))`;
