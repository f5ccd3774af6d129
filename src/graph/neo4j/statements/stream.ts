// Reads of the whole store, and of what changed since a version.
import { COLUMNS, CUSTOMER, JOURNEY } from "./columns.js";

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
