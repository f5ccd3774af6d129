// Reads events of a customer data platform in the form of Segment's specification. They have the members `type`,
// `userId`, `anonymousId`, `messageId` and `timestamp`, and further members that depend on the type. Each event is
// turned into an object with the names of the fields:
//
// - A `track`, `page` or `screen` is an interaction. Its touchpoint is the name of the event, page or screen, and its
//   value is `properties.revenue`. Each property becomes an attribute under its own name. Every other member of the
//   event becomes an attribute under the name of the member.
// - An `identify`, `alias` or `group` is no interaction. It states that an anonymous identity is a customer. The traits
//   of an `identify` describe the customer. The traits of a `group` describe the group, and are not read.
import type { JsonObject } from "../model/json.js";

/**
 * The column of statements about identities. A row with a statement has no interaction. The text of the statement is
 * JSON.
 */
export const STATEMENT = "$statement";

/** The statement of a row about an identity, without the keys and the time, which have their own columns. */
export interface StatedInRow {
  /** For an alias: the earlier key of the customer. Otherwise null. */
  readonly previous: string | null;
  readonly traits: Readonly<Record<string, unknown>>;
}

const EVENTS = ["track", "page", "screen"];
const STATEMENTS = ["identify", "alias", "group"];
/** Members that are read, or that describe the message instead of the event. */
const READ = new Set([
  "type",
  "userId",
  "anonymousId",
  "messageId",
  "timestamp",
  "event",
  "name",
  "properties",
  "traits",
  "previousId",
  "integrations",
  "sentAt",
  "receivedAt",
  "originalTimestamp",
  "channel",
  "version",
  "writeKey",
  "projectId",
  "_metadata",
]);

/** Whether objects with these members and types are events in the shape of Segment's specification. */
export function isSegment(names: ReadonlySet<string>, types: ReadonlySet<unknown>): boolean {
  if (!(names.has("anonymousId") || names.has("userId")) || !names.has("type")) return false;
  if (!(names.has("messageId") || names.has("timestamp"))) return false;
  return [...types].every((type) => typeof type === "string" && (EVENTS.includes(type) || STATEMENTS.includes(type)));
}

/** The columns of events in the shape of Segment's specification. */
export const SEGMENT_HEADER = [
  "userId",
  "anonymousId",
  "messageId",
  "timestamp",
  "touchpoint",
  "value",
  "attributes",
  STATEMENT,
] as const;

/** Adds the columns of SEGMENT_HEADER to the members of the object. */
export function fromSegment(object: JsonObject): JsonObject {
  const { type, event, name, properties } = object;
  if (STATEMENTS.includes(String(type))) {
    const traits = type === "identify" ? objectOf(object.traits ?? objectOf(object.context).traits) : {};
    const previous = type === "alias" && typeof object.previousId === "string" ? object.previousId : null;
    return { ...object, attributes: null, [STATEMENT]: { previous, traits } satisfies StatedInRow };
  }
  const { revenue, ...own } = objectOf(properties);
  const others = Object.fromEntries(Object.entries(object).filter(([member]) => !READ.has(member)));
  const attributes = { ...others, ...own };
  return {
    ...object,
    touchpoint: event ?? name ?? objectOf(properties).name ?? type,
    value: revenue ?? null,
    attributes: Object.keys(attributes).length === 0 ? null : attributes,
  };
}

function objectOf(value: unknown): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};
}
