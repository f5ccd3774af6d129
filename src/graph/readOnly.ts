// A store that refuses every change with READ_ONLY, for the service of a read-only replica and for commands.
import { ThroughlineError } from "../model/errors.js";
import type { GraphStore } from "./store.js";

/** The methods of the interface that write. */
const CHANGES = [
  "upsertCatalogue",
  "updateSettings",
  "openSource",
  "saveReport",
  "record",
  "recordFeedback",
  "recordCustomers",
  "setAttributes",
  "declare",
  "link",
  "unlink",
  "erase",
  "forget",
  "tryWriting",
] as const satisfies readonly (keyof GraphStore)[];

export function readOnlyStore(store: GraphStore): GraphStore {
  const refused = new Set<string | symbol>(CHANGES);
  return new Proxy(store, {
    get(target, name) {
      if (refused.has(name)) return async () => Promise.reject(readOnlyRefusal());
      const value = Reflect.get(target, name, target) as unknown;
      // The methods are bound to the store, because the adapters keep their state in private fields.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

export function readOnlyRefusal(): ThroughlineError {
  return new ThroughlineError("READ_ONLY", "This process only reads: it was started with READ_ONLY.", {
    at: "READ_ONLY",
    remedy: "Send changes to a process that was started without it.",
  });
}
