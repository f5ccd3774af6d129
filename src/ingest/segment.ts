// Events of a customer data platform in the shape of Segment's specification: `type`, `userId`, `anonymousId`,
// `messageId`, `timestamp`, and what the type adds. Each is turned into an object with the names of the fields:
//
// - A `track`, `page` or `screen` is an interaction. Its touchpoint is the name of the event, page or screen, and its
//   value `properties.revenue`. The properties become attributes at the root, and everything else under its own name.
// - An `identify`, `alias` or `group` is none. It states that an anonymous identity is a customer, and its traits
//   describe the customer. (The traits of a group describe the group, and are not read.)
import type { JsonObject } from "../model/json.js";

/** The column of what a row states in place of an interaction. Its text is JSON. */
export const STATEMENT = "$statement";

/** What a row states, before its keys and its time are read from their columns. */
export interface StatedInRow {
  /** Of an alias: the key that is the customer too. */
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

/** Whether objects with these members are such events. */
export function isSegment(names: ReadonlySet<string>, types: ReadonlySet<unknown>): boolean {
  if (!(names.has("anonymousId") || names.has("userId")) || !names.has("type")) return false;
  if (!(names.has("messageId") || names.has("timestamp"))) return false;
  return [...types].every((type) => typeof type === "string" && (EVENTS.includes(type) || STATEMENTS.includes(type)));
}

/** The columns of such events. */
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

/** The object with the columns above beside its own members. */
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
