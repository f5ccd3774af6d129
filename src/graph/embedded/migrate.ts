// The format of the store: a new folder gets the present one, an older one is brought up step by step, a newer one is
// refused. Each step is one transaction that also raises the format, so a killed migration goes on where it stopped.
import { ThroughlineError } from "../../model/errors.js";
import { DEFAULT_JOURNEY_GAP } from "../store.js";
import { type Databases, type Meta, transact } from "./databases.js";
import { FORMAT } from "./format.js";

export interface Migration {
  /** The format that it makes, from the one before. */
  readonly to: number;
  /** In a write transaction; state is written by the caller. */
  readonly run: (dbs: Databases) => void;
}

/** Format 1 is the first. */
export const MIGRATIONS: readonly Migration[] = [];

const NEW_STORE: Omit<Meta, "format"> = {
  version: 0,
  catalogueVersion: 0,
  floor: 0,
  nextNumber: 1,
  nextOrigin: 1,
  nextSource: 1,
  nextCode: 0,
  aliases: 0,
  customers: 0,
  journeys: 0,
  interactions: 0,
  journeyGap: DEFAULT_JOURNEY_GAP,
  synthetic: false,
};

/** Safe when several processes open at once. Throws FORMAT_UNKNOWN. The formats passed through. */
export function migrate(
  dbs: Databases,
  migrations: readonly Migration[] = MIGRATIONS,
  format: number = FORMAT,
): number[] {
  const passed: number[] = [];
  for (;;) {
    const done = transact(dbs, () => {
      const meta = dbs.meta.get("meta") as Meta | undefined;
      if (meta === undefined) {
        dbs.meta.putSync("meta", { ...NEW_STORE, format });
        return true;
      }
      if (meta.format === format) return true;
      if (meta.format > format)
        throw new ThroughlineError(
          "FORMAT_UNKNOWN",
          `The store has format ${meta.format}; this program knows formats up to ${format}.`,
          {
            remedy: "Use the version of Throughline that wrote it, or a newer one.",
          },
        );
      const step = migrations.find((m) => m.to === meta.format + 1);
      if (step === undefined)
        throw new ThroughlineError(
          "FORMAT_UNKNOWN",
          `The store has format ${meta.format}, and there is no way from it to format ${format}.`,
          {
            remedy: "Export it with the version of Throughline that wrote it, and import it here.",
          },
        );
      step.run(dbs);
      dbs.meta.putSync("meta", { ...(dbs.meta.get("meta") as Meta), format: step.to });
      passed.push(step.to);
      return false;
    });
    if (done) return passed;
  }
}
