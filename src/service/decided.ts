// Makes a change to the catalogue that depends on a check. For example, a channel may be removed only if no segment
// names it. The check does not hold the lock of the store, so somebody may change the catalogue between the check and
// the change. The store then refuses the change, and both are repeated.
import { ThroughlineError } from "../model/errors.js";

/**
 * The number of attempts after which the caller receives CONFLICT. Each failed attempt means that another change to the
 * catalogue has succeeded in the meantime.
 */
const ATTEMPTS = 20;

/**
 * `attempt` makes the check and then the change. With the change, it passes `asOf`, the version of the catalogue that
 * it has checked.
 */
export async function decided<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left--)
    try {
      return await attempt();
    } catch (error) {
      if (left <= 1 || !(error instanceof ThroughlineError) || error.code !== "CONFLICT") throw error;
    }
}
