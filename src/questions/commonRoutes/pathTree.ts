// A tree of routes, in which routes with the same first labels share the nodes of these labels. A node represents the
// labels on the way from the root to it. The root is node 0, and a node has a greater number than its parent. The
// children of all nodes are in one hash table with open addressing, so each step along a path is one look-up, however
// many labels there are. The table takes 16 bytes per slot, and has two to four slots per label of the routes.

/** The routes as plain data: the labels of route r are labels[starts[r]] … labels[starts[r + 1] − 1]. */
export interface RouteLabels {
  readonly labels: Uint16Array;
  readonly starts: Uint32Array;
}

// The words of a slot. A child of 0 means that the slot is empty, because the root is not a child of any node.
const SLOT = 4;
const PARENT = 0;
const LABEL = 1;
const CHILD = 2;

export class PathTree {
  /** The parent of each node. */
  readonly parents: readonly number[];
  /** The node of each label of the routes, in the order of `labels`. */
  readonly nodes: Uint32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor({ labels, starts }: RouteLabels) {
    let size = 2;
    while (size < 2 * labels.length) size *= 2;
    this.#slots = new Int32Array(size * SLOT);
    this.#mask = size - 1;
    this.nodes = new Uint32Array(labels.length);
    const parents = [0];
    for (let route = 0; route + 1 < starts.length; route++) {
      let node = 0;
      for (let i = starts[route]!; i < starts[route + 1]!; i++) {
        const at = this.#find(node, labels[i]!);
        if (this.#slots[at + CHILD] === 0) {
          this.#slots[at + PARENT] = node;
          this.#slots[at + LABEL] = labels[i]!;
          this.#slots[at + CHILD] = parents.push(node) - 1;
        }
        node = this.#slots[at + CHILD]!;
        this.nodes[i] = node;
      }
    }
    this.parents = parents;
  }

  /** Returns 0 if no route continues with this label. */
  child(node: number, label: number): number {
    return this.#slots[this.#find(node, label) + CHILD]!;
  }

  /** Returns the slot of the child, or the empty slot where it would be stored. */
  #find(node: number, label: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(label, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * SLOT;
      if (slots[at + CHILD] === 0 || (slots[at + PARENT] === node && slots[at + LABEL] === label)) return at;
    }
  }
}
