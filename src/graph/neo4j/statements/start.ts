// What a store needs when it starts: its schema, its migrations, and its identity.

export const SERVER =
  "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0] AS version, edition";

/** Finds out whose database this is. If it has nodes but no Meta node, it belongs to another program. */
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

/**
 * Schema that graphs of the current format may lack, because they were created before it was added. Every start creates
 * what is missing.
 */
export const LATER_SCHEMA = ["CREATE CONSTRAINT naming_key IF NOT EXISTS FOR (n:Naming) REQUIRE n.key IS UNIQUE"];
