// Personas and blueprints.

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
