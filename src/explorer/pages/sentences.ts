// Sentences of pages that are made from several counts of an answer.
import { format } from "../../views/format.js";

/**
 * Says how many handoffs of a journey failed. If the journey has more handoffs than were requested, the text says that
 * only the first ones are counted. Null if none of them failed.
 */
export function failuresOf({
  nodes,
  totalCount,
}: {
  readonly nodes: readonly { readonly verdict: string }[];
  readonly totalCount: number;
}): string | null {
  const failed = nodes.filter(({ verdict }) => verdict === "FAILED").length;
  if (failed === 0) return null;
  const text = format.plural(failed, "failed handoff");
  return totalCount > nodes.length ? `${text} among the first ${format.count(nodes.length)} handoffs` : text;
}

interface RouteTotals {
  readonly matched: number;
  readonly completed: number;
  readonly dropped: number;
  readonly pending: number;
  readonly counted: number;
  readonly otherRoutes: number;
  readonly otherCount: number;
}

/**
 * The summary of the page of routes: a share, and the text after it. With a target, this is the share of journeys that
 * arrived. Without a target, every journey that started is completed, so it is the share of journeys that are counted.
 */
export function countedRoutes(
  { matched, completed, dropped, pending, counted, otherRoutes, otherCount }: RouteTotals,
  shown: number,
  hasTarget: boolean,
): { readonly rate: string; readonly text: string } {
  const left = completed - counted;
  const sentences = [hasTarget ? "of the journeys that started arrived." : "of the journeys that started are counted."];
  if (dropped > 0) sentences.push(`${format.plural(dropped, "journey")} dropped off.`);
  if (pending > 0) sentences.push(`${format.plural(pending, "journey")} can still arrive.`);
  if (left > 0)
    sentences.push(
      `Because of the settings, ${format.plural(left, "journey")} ${hasTarget ? "that arrived " : ""}${left === 1 ? "is" : "are"} not counted.`,
    );
  if (shown > 0 && otherCount > 0)
    sentences.push(
      `The ${format.count(shown)} of ${format.plural(shown + otherRoutes, "route")} that ${shown === 1 ? "is" : "are"} shown ${shown === 1 ? "covers" : "cover"} ${format.rate(counted - otherCount, counted)} of the counted journeys.`,
    );
  return { rate: format.rate(hasTarget ? completed : counted, matched), text: sentences.join(" ") };
}
