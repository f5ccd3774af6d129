// Checks the patterns for kinds that the brand, a partner or a peer starts. A pattern that matches nothing is usually
// misspelt, and the kinds that it was meant for would count as contacts that the customer started.
import { ThroughlineError } from "../../model/errors.js";
import type { Initiator } from "../../model/interaction.js";
import { compareKeys, nearest } from "../../model/keys.js";
import { globMatcher } from "../glob.js";
import type { Mapping, Remark } from "./mapping.js";

/** The kinds that are listed if no similar one exists. */
const LISTED = 20;

/**
 * Looks for each pattern in the kinds of the file and of the catalogue. A pattern of an initiator in `mustMatch` that
 * matches none of them throws BAD_MAPPING. For each other pattern, there is a remark.
 */
export function checkInitiators(
  { initiators }: Pick<Mapping, "initiators">,
  mustMatch: readonly Initiator[],
  file: string,
  ofFile: Iterable<string>,
  ofCatalogue: Iterable<string>,
): Remark[] {
  const kinds = [...new Set([...ofFile, ...ofCatalogue])].sort(compareKeys);
  const remarks: Remark[] = [];
  for (const [initiator, patterns] of Object.entries(initiators))
    for (const pattern of patterns) {
      if (kinds.some(globMatcher([pattern]))) continue;
      const option = initiator.toLowerCase();
      const near = nearest(pattern.replace(/[*?]/g, ""), kinds);
      const message = `No kind in ${file} or in the catalogue matches "${pattern.slice(0, 100)}" (${option}).`;
      const hint =
        near.length > 0
          ? `Did you mean ${near.map((kind) => `"${kind}"`).join(" or ")}?`
          : `The kinds are ${kinds.slice(0, LISTED).join(", ")}${kinds.length > LISTED ? " and others" : ""}.`;
      if (!mustMatch.includes(initiator as Initiator))
        remarks.push({ code: "NO_SUCH_KIND", message: `${message} ${hint}` });
      else
        throw new ThroughlineError("BAD_MAPPING", message, {
          at: option,
          remedy: `${hint} Patterns for kinds that only other files have can stand in a mapping file (--map).`,
          allowed: near.length > 0 ? near : kinds.slice(0, LISTED),
        });
    }
  return remarks;
}
