// Checks whether some owner of a shared device has a row that names the device and has a given id and content. Each
// anonymous row of the device needs this check (people.ts). A device may have tens of thousands of owners, so the check
// does not read the owners.
//
// The store keeps an index for this check. An entry consists of a device, a mark and an owner. It says that a row of
// the owner names the device. The mark is a hash of the device and of the id and content of that row. The index of a
// device is built by its first check that finds more than FIRST_OWNERS owners. From then on, every change of a row that
// names the device also changes the index. A device with fewer owners has no index, because reading these owners takes
// little time.
//
// A check takes one look-up, whatever the number of owners. Building the index reads all owners once. The embedded
// store builds it within the transaction of the check, and Neo4j in steps (neo4j/namingSteps.ts).
import { createHash } from "node:crypto";
import { CONTENT_FIELDS, type Interaction } from "../../model/interaction.js";

/** A request for owners whose rows have these marks. At most `most` owners of each mark are needed. */
export interface NamingsNeeded {
  readonly device: string;
  readonly marks: readonly string[];
  readonly most: number;
}

/**
 * A device that has no index yet, and too many owners for a check without an index. A store may interrupt the
 * operation, build the index, and repeat the operation. If the store does not interrupt the operation, the operation
 * builds the index itself.
 */
export interface IndexNeeded {
  readonly unindexed: string;
}

export interface NamingEntry {
  readonly device: string;
  readonly mark: string;
  readonly owner: string;
}

/** Changes of the index, for the store to save. */
export interface NamingChanges {
  readonly added: readonly NamingEntry[];
  readonly removed: readonly NamingEntry[];
  /** Devices that now have an index, and devices whose index is gone because they have no owners. */
  readonly built: readonly string[];
  readonly dropped: readonly string[];
}

/** A mark has 128 bits of the hash, so that two marks are never equal by chance. */
const MARK_BYTES = 16;

/**
 * Returns the mark of a row that names the device. A row of the device itself with the same id and equal content has
 * the same mark.
 */
export function markOf(device: string, interaction: Interaction): string {
  const content = CONTENT_FIELDS.map((field) => interaction[field]);
  return createHash("sha256")
    .update(JSON.stringify([device, interaction.id, ...content]))
    .digest()
    .toString("base64url", 0, MARK_BYTES);
}

/** The changes that one operation makes to the index. */
export class NamingIndex {
  readonly #built = new Set<string>();
  readonly #dropped = new Set<string>();
  /** For each device, the entries that change, by mark and owner. */
  readonly #changes = new Map<string, Map<string, { readonly entry: NamingEntry; exists: boolean }>>();
  /** For each mark of the last request, the owners that the store has. */
  #found: ReadonlyMap<string, readonly string[]> = new Map();

  /** Must be called with the result of a request, which has the owners of each mark. */
  know(found: ReadonlyMap<string, readonly string[]>): void {
    this.#found = found;
  }

  build(device: string): void {
    this.#built.add(device);
  }

  drop(device: string): void {
    this.#dropped.add(device);
  }

  set(device: string, owner: string, interaction: Interaction, exists: boolean): void {
    const entry = { device, owner, mark: markOf(device, interaction) };
    const changes = this.#changes.get(device) ?? new Map();
    this.#changes.set(device, changes);
    changes.set(`${entry.mark}${owner}`, { entry, exists });
  }

  /** Returns the marks for which at least one owner has a row. */
  *among(device: string, marks: readonly string[]): Generator<NamingsNeeded, Set<string>, void> {
    const changes = [...(this.#changes.get(device)?.values() ?? [])];
    const held = new Set(changes.filter(({ exists }) => exists).map(({ entry }) => entry.mark));
    const removed = changes.filter(({ exists }) => !exists);
    const gone = new Set(removed.map(({ entry }) => `${entry.mark}${entry.owner}`));
    // This operation has removed rows of at most `removed.length` of the stored owners. One owner more is therefore
    // enough to find an owner that still has a row with the mark.
    yield { device, marks, most: removed.length + 1 };
    for (const [mark, owners] of this.#found) if (owners.some((owner) => !gone.has(`${mark}${owner}`))) held.add(mark);
    return held;
  }

  changes(): NamingChanges {
    const all = [...this.#changes.values()].flatMap((changes) => [...changes.values()]);
    const entries = (which: boolean) => all.filter(({ exists }) => exists === which).map(({ entry }) => entry);
    return { added: entries(true), removed: entries(false), built: [...this.#built], dropped: [...this.#dropped] };
  }
}
