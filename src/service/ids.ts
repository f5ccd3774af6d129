// Writes and reads global ids, which are readable: the type, a colon, and the key. Keys may contain any character, so
// only the first colon separates the two.
//
// The key of an interaction is unique only within its identity. Its id is therefore `Interaction:<journey key>#<own
// key>`, and `Interaction:<journey key>~<hash of the identity>#<own key>` if the identity is not the customer's key. A
// journey key is `j-` and 24 digits, and the hash has 16 digits. The position of the `#` is therefore known, whatever
// the key contains. The id does not reveal the customer. The id is valid as long as the journey keeps its key. The key
// changes if earlier interactions arrive later, if identities are linked, or if the journey gap changes.

export interface NodeId {
  readonly type: string;
  readonly key: string;
}

const INTERACTION_KEY = /^(j-[0-9a-f]{24})(?:~([0-9a-f]{16}))?#/;

/**
 * The parts of an id: the key, or the number of a source. The id of an interaction also contains the key of its
 * journey.
 */
export interface Identified {
  readonly key?: string;
  readonly number?: number;
  readonly of?: { readonly key: string };
  /** The hash of an interaction's identity, if it is not the customer's key. */
  readonly apart?: string | null;
}

export function nodeId(type: string, { key, number, of, apart }: Identified): string {
  if (type === "Source") return `Source:${number}`;
  return of === undefined ? `${type}:${key}` : `${type}:${of.key}${apart == null ? "" : `~${apart}`}#${key}`;
}

/** Returns null if the text does not have the form of an id. */
export function readNodeId(id: string): NodeId | null {
  const colon = id.indexOf(":");
  return colon < 1 ? null : { type: id.slice(0, colon), key: id.slice(colon + 1) };
}

export function readInteractionKey(key: string): { journey: string; apart: string | null; own: string } | null {
  const [place, journey, apart = null] = INTERACTION_KEY.exec(key) ?? [];
  return place === undefined ? null : { journey: journey!, apart, own: key.slice(place.length) };
}
