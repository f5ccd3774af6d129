// The write lock and the versions. The write lock is the Meta node: a transaction that sets one of its properties holds
// the lock until it ends. A write transaction takes the lock with LOCK_TO_WRITE before it reads anything. A consistent
// read takes the lock with LOCK_TO_READ first.

/** Takes the lock, raises the version, and returns the number of the transaction that this writer committed last. */
export const LOCK_TO_WRITE = `
MATCH (m:Meta {id: 'meta'})
SET m.version = m.version + 1
WITH m
MERGE (w:Writer {id: $writer})
WITH m, w, w.last AS last, w.version AS lastVersion
SET w.last = $token, w.version = m.version, w.at = timestamp()
RETURN m {.*} AS meta, last, lastVersion`;

/** Takes the lock. The version stays the same, so a commit of the transaction is not a change that readers must see. */
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

/**
 * Lists the server's current work for calls whose names start with `$calls`. No special permission is needed, because a
 * user may always see their own transactions.
 */
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
