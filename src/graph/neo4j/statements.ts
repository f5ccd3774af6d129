// Every Cypher text that Throughline sends, except those of the questions (questionStatements.ts). All data are
// parameters: no text is built from data. The set of texts is therefore fixed, and a test explains each statement on a
// real server.
//
// The write lock is the Meta node: a transaction that sets one of its properties holds the lock until it ends. Each
// write transaction starts with LOCK_TO_WRITE, each consistent read with LOCK_TO_READ, and only then reads.

/**
 * If a sequence is beyond 2^53 − 1, all sequences are read as texts, because the driver returns integers as doubles.
 */
const SEQUENCE =
  "CASE WHEN any(s IN j.sequence WHERE s > 9007199254740991 OR s < -9007199254740991) THEN toStringList(j.sequence) ELSE j.sequence END";
const JOURNEY = `j { .key, .name, .route, .times, .ids, sequence: ${SEQUENCE}, .origins, .brought, .caseIds, .values, .costs, .initiatedBy, .outcomes, .resolved, .intended, .contextCarried, .repeatedInfo, .referredBy, .attributes, .identities, .anonymous, .naming }`;
/** The answers of a customer. The property `answers` counts them, and is absent if there are none. */
const ANSWERS =
  "CASE WHEN c.answers IS NULL THEN [] ELSE [(c)-[:GAVE]->(f:Feedback) | f {.identity, .id, .at, .touchpoint, .interaction, .csat, .nps, .ces, .emotion, .comment, .origins}] END";
const CUSTOMER = `c {.key, .number, .version, .attributes, .kept, answers: ${ANSWERS}}`;
/**
 * The properties of a Journey node from `j`, as `encodeJourney` packs them. A list of texts is packed into one text
 * with U+0000 between the members, and a list of integers into one text with blanks. The driver and the server would
 * each take about twenty times as long for a list.
 */
const PACKED_TEXTS = [
  "route",
  "ids",
  "brought",
  "caseIds",
  "initiatedBy",
  "outcomes",
  "intended",
  "referredBy",
  "attributes",
  "identities",
  "anonymous",
  "naming",
]
  .map((name) => `${name}: split(j.${name}, '\\u0000')`)
  .join(", ");
const PACKED_INTEGERS = ["times", "sequence", "origins", "sources", "resolved", "contextCarried", "repeatedInfo"]
  .map((name) => `${name}: toIntegerList(split(j.${name}, ' '))`)
  .join(", ");
const UNPACKED = `{key: j.key, name: j.name, start: j.start, end: j.end, values: j.values, costs: j.costs, ${PACKED_TEXTS}, ${PACKED_INTEGERS}}`;
/**
 * The columns that the projection keeps: no ids, sequences or origins. Times are floats, which are exact in this range
 * and faster for the driver to decode.
 */
const COLUMNS =
  "[j.key, j.route, toFloatList(j.times), j.caseIds, j.values, j.costs, j.initiatedBy, j.outcomes, j.resolved, j.intended, j.contextCarried, j.repeatedInfo]";

// ---- the lock, versions ---------------------------------------------------------------------------------------------

/**
 * One statement takes the lock, raises the version, and returns the number of this writer's transaction that was
 * committed last.
 */
export const LOCK_TO_WRITE = `
MATCH (m:Meta {id: 'meta'})
SET m.version = m.version + 1
WITH m
MERGE (w:Writer {id: $writer})
WITH m, w, w.last AS last, w.version AS lastVersion
SET w.last = $token, w.version = m.version, w.at = timestamp()
RETURN m {.*} AS meta, last, lastVersion`;

/** This statement changes nothing, because its transaction is not committed. */
export const LOCK_TO_READ = `
MATCH (m:Meta {id: 'meta'})
SET m.version = m.version
RETURN m {.*} AS meta`;

/**
 * This statement is committed to find out whether changes are possible. It changes only the time of the Writer node.
 */
export const TOUCH = `
MATCH (m:Meta {id: 'meta'})
SET m.version = m.version
WITH m
MERGE (w:Writer {id: $writer})
SET w.at = timestamp()
RETURN m.version AS version`;

/** The server's current work for calls whose names start with `$calls`. Users may always see their own transactions. */
export const SHOW_CALLS = `
SHOW TRANSACTIONS
YIELD metaData, transactionId, currentQueryId, status, pageHits
WHERE metaData.throughline STARTS WITH $calls
RETURN metaData.throughline AS call, transactionId AS transaction, currentQueryId AS query, status, pageHits AS hits`;

export const END_TRANSACTIONS = "TERMINATE TRANSACTIONS $transactions";

export const READ_VERSION = "MATCH (m:Meta {id: 'meta'}) RETURN m.version AS version";

export const READ_META = "MATCH (m:Meta {id: 'meta'}) RETURN m {.*} AS meta";

export const CHANGE_META = `
MATCH (m:Meta {id: 'meta'})
SET m += $set,
    m.customers = m.customers + $customers,
    m.journeys = m.journeys + $journeys,
    m.interactions = m.interactions + $interactions,
    m.related = coalesce(m.related, 0) + $related,
    m.answers = coalesce(m.answers, 0) + $answers`;

// ---- histories ------------------------------------------------------------------------------------------------------

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

/** The identity of each key that is a further name of an identity. Further names come from links of format 2. */
export const FURTHER_NAMES = `
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
       COLLECT { MATCH (n)-[d:DECLARED_FOR]->(o:Identity) RETURN {key: o.key, rows: d.rows, sources: d.sources} LIMIT toInteger($owners) } AS owners`;

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

// The two comparisons are one search of the index, which compares code points. A comparison in addition to STARTS WITH
// would be a filter, which compares UTF-16 units.
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
 * Everything that a transaction removes, in one statement at its end, because looking up a node takes time proportional
 * to the number of nodes that the transaction has already removed. A customer with nothing left leaves a tombstone for
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

export const MOVE_IDENTITIES = `
UNWIND $rows AS row
MATCH (n:Identity {key: row.identity})
SET n.customer = row.customer`;

/**
 * An identity without relations needs no node. Its property is removed first: in Neo4j 2026, an index still finds a node
 * whose property was changed and that was then removed, until the transaction ends.
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

// ---- aggregates -----------------------------------------------------------------------------------------------------

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
 * CREATE_EDGES and then CHANGE_EDGES_FROM have the effect of CHANGE_EDGES, and are used for touchpoints with many
 * changed edges. They read the edges once per touchpoint instead of searching for each edge, which takes 15 ms instead
 * of 41 ms for 1,600 edges of 40 touchpoints.
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

// ---- origins and sources --------------------------------------------------------------------------------------------

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

// ---- the catalogue --------------------------------------------------------------------------------------------------

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

export const SAVE_PERSONAS = `
UNWIND $rows AS row
MERGE (p:Persona {key: row.properties.key})
SET p = row.properties
WITH p, row
OPTIONAL MATCH (p)-[prefers:PREFERS]->(:Channel)
DELETE prefers
WITH DISTINCT p, row
UNWIND row.preferredChannels AS channel
MATCH (c:Channel {key: channel})
CREATE (p)-[:PREFERS]->(c)`;

export const REMOVE_PERSONAS = `
UNWIND $rows AS row
MATCH (p:Persona {key: row.key})
DETACH DELETE p`;

/** Creates new versions with their steps. A saved version never changes, apart from its measurements. */
export const CREATE_BLUEPRINTS = `
UNWIND $rows AS row
CREATE (b:Blueprint)
SET b = row.properties
WITH b, row
UNWIND row.steps AS step
CREATE (b)-[:HAS_STEP]->(s:Step)
SET s = step.properties
WITH s, step
UNWIND step.at AS touchpoint
MATCH (t:Touchpoint {key: touchpoint})
CREATE (s)-[:AT]->(t)`;

export const CONNECT_STEPS = `
UNWIND $rows AS row
MATCH (:Blueprint {key: row.key, version: row.version})-[:HAS_STEP]->(from:Step {key: row.from})
MATCH (:Blueprint {key: row.key, version: row.version})-[:HAS_STEP]->(to:Step {key: row.to})
CREATE (from)-[:THEN]->(to)`;

export const DESIGN_FOR = `
UNWIND $rows AS row
MATCH (b:Blueprint {key: row.key, version: row.version})
MATCH (p:Persona {key: row.persona})
CREATE (b)-[:DESIGNED_FOR]->(p)`;

export const SAVE_MEASUREMENTS = `
UNWIND $rows AS row
MATCH (b:Blueprint {key: row.key, version: row.version})
SET b.declaredAs = row.declaredAs`;

export const REMOVE_BLUEPRINTS = `
UNWIND $rows AS row
MATCH (b:Blueprint {key: row.key, version: row.version})
OPTIONAL MATCH (b)-[:HAS_STEP]->(s:Step)
DETACH DELETE s, b`;

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

// ---- whole reads ----------------------------------------------------------------------------------------------------

/** The whole customer, if there are answers. The ids in it determine to which interaction an answer belongs. */
const WHOLE = `CASE WHEN c.answers IS NULL THEN null ELSE [${CUSTOMER}, [(c)-[:STARTED]->(j:Journey) | ${JOURNEY}]] END`;

/** Returns one row for each customer. */
export const STREAM_RANGE = `
MATCH (c:Customer) WHERE c.number >= $from AND c.number < $to
RETURN c.number AS number, c.attributes AS attributes, [(c)-[:STARTED]->(j:Journey) | ${COLUMNS}] AS journeys,
       ${WHOLE} AS whole
ORDER BY number`;

export const STREAM_ATTRIBUTES = `
MATCH (c:Customer) WHERE c.number >= $from AND c.number < $to
RETURN c.number AS number, [(c)-[:STARTED]->(j:Journey) | [j.key, toFloat(j.times[0]), size(j.route), j.attributes]] AS journeys`;

export const COUNT_CHANGED = "MATCH (c:Customer) WHERE c.version > $after RETURN count(c) AS changed";

export const CHANGED_CUSTOMERS = `
MATCH (c:Customer) WHERE c.version > $after
RETURN c.number AS number, c.attributes AS attributes, [(c)-[:STARTED]->(j:Journey) | ${COLUMNS}] AS journeys,
       ${WHOLE} AS whole`;

export const GONE_CUSTOMERS = "MATCH (g:Gone) WHERE g.version > $after RETURN g.number AS number";

// ---- start ----------------------------------------------------------------------------------------------------------

export const SERVER =
  "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0] AS version, edition";

/** A database with nodes but without a Meta node belongs to someone else. */
export const WHOSE =
  "OPTIONAL MATCH (m:Meta {id: 'meta'}) WITH count(m) AS metas, max(m.format) AS format RETURN metas, format, COUNT { () } AS nodes";

/** Creates the Meta node, and the source with the number 0, which is the API. */
export const CREATE_META = `
MERGE (m:Meta {id: 'meta'})
ON CREATE SET m += $initial
MERGE (s:Source {number: 0})
ON CREATE SET s += $api`;

/** Numbers for the description of a migration. `names` are keys that were linked in format 2. */
export const SIZE_TO_MIGRATE = `
OPTIONAL MATCH (m:Meta {id: 'meta'})
RETURN count(m) AS metas, coalesce(max(m.customers), 0) AS customers, coalesce(max(m.interactions), 0) AS interactions,
       COUNT { (:Alias) } AS names`;

/** Raises the format, unless another process has already raised it that far or further. */
export const RAISE_FORMAT = `
MATCH (m:Meta {id: 'meta'}) WHERE m.format < $format
SET m.format = $format, m.version = m.version + 1`;

export const READ_MIGRATIONS =
  "MATCH (m:Migration) RETURN m.number AS number, m.name AS name, m.appliedAt AS appliedAt ORDER BY number";

export const RECORD_MIGRATION = `
MERGE (m:Migration {number: $number})
ON CREATE SET m.name = $name, m.appliedAt = timestamp()`;

/** Writers whose process ended long ago. */
export const REMOVE_OLD_WRITERS = "MATCH (w:Writer) WHERE w.at < timestamp() - $age DELETE w";

export const AWAIT_INDEXES = "CALL db.awaitIndexes($seconds)";

/**
 * The migrations, in order of their numbers. A released migration must never be changed; a change needs a new
 * migration. The second migration changes data only, and the third one only the schema and the format.
 */
export const SCHEMA = {
  3: [
    "CREATE CONSTRAINT identity_key IF NOT EXISTS FOR (n:Identity) REQUIRE n.key IS UNIQUE",
    "CREATE INDEX identity_customer IF NOT EXISTS FOR (n:Identity) ON (n.customer)",
    "CREATE CONSTRAINT feedback_id IF NOT EXISTS FOR (n:Feedback) REQUIRE (n.identity, n.id) IS UNIQUE",
    "CREATE INDEX feedback_source IF NOT EXISTS FOR (n:Feedback) ON (n.source)",
    "CREATE INDEX persona_key IF NOT EXISTS FOR (n:Persona) ON (n.key)",
    "CREATE INDEX blueprint_version IF NOT EXISTS FOR (n:Blueprint) ON (n.key, n.version)",
    "CREATE INDEX step_key IF NOT EXISTS FOR (n:Step) ON (n.key)",
  ],
  2: [],
  1: [
    "CREATE CONSTRAINT meta_id IF NOT EXISTS FOR (n:Meta) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT migration_number IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE",
    "CREATE CONSTRAINT writer_id IF NOT EXISTS FOR (n:Writer) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT customer_key IF NOT EXISTS FOR (n:Customer) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT customer_number IF NOT EXISTS FOR (n:Customer) REQUIRE n.number IS UNIQUE",
    "CREATE CONSTRAINT journey_key IF NOT EXISTS FOR (n:Journey) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT touchpoint_key IF NOT EXISTS FOR (n:Touchpoint) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT channel_key IF NOT EXISTS FOR (n:Channel) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT stage_key IF NOT EXISTS FOR (n:Stage) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT segment_key IF NOT EXISTS FOR (n:Segment) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT goal_key IF NOT EXISTS FOR (n:Goal) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT service_level_pair IF NOT EXISTS FOR (n:ServiceLevel) REQUIRE (n.from, n.to) IS UNIQUE",
    "CREATE CONSTRAINT alias_key IF NOT EXISTS FOR (n:Alias) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT source_number IF NOT EXISTS FOR (n:Source) REQUIRE n.number IS UNIQUE",
    "CREATE CONSTRAINT origin_number IF NOT EXISTS FOR (n:Origin) REQUIRE n.number IS UNIQUE",
    "CREATE CONSTRAINT gone_number IF NOT EXISTS FOR (n:Gone) REQUIRE n.number IS UNIQUE",
    "CREATE INDEX customer_version IF NOT EXISTS FOR (n:Customer) ON (n.version)",
    "CREATE INDEX gone_version IF NOT EXISTS FOR (n:Gone) ON (n.version)",
    "CREATE INDEX journey_start IF NOT EXISTS FOR (n:Journey) ON (n.start, n.key)",
    "CREATE INDEX alias_into IF NOT EXISTS FOR (n:Alias) ON (n.into)",
    "CREATE INDEX source_hash IF NOT EXISTS FOR (n:Source) ON (n.hash)",
  ],
} as const satisfies Record<number, readonly string[]>;
