// Finds the facts that are shown next to the findings and were not tested: promises that are broken, stages that
// customers can reach on one channel only, and kinds of touchpoint that exist on one channel only.

import { durationInWords } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { counted, share } from "../journeyMap/painPoints.js";
import { type CountedGaps, OWN, OWNS } from "./count.js";
import type { OpportunitiesPlan } from "./plan.js";
import type { OpportunityNoteResult } from "./result.js";

export function notesOf(
  { catalogue, dictionary }: Projection,
  { timelinessAt, levels }: OpportunitiesPlan,
  parts: readonly CountedGaps[],
): OpportunityNoteResult[] {
  const sum = (cell: number, column: number): number => parts.reduce((n, { own }) => n + own[cell * OWNS + column]!, 0);
  // The catalogue may declare touchpoints at which nothing has happened yet.
  const met = new Set(dictionary.touchpoints);
  const touchpoints = catalogue.touchpoints.filter(({ key }) => met.has(key));
  const nameOf = (key: string): string =>
    [...catalogue.channels, ...catalogue.touchpoints].find((one) => one.key === key)?.name ?? key;
  const broken = levels.flatMap(({ from, to, wait }, l): OpportunityNoteResult[] => {
    const [late, all] = [sum(timelinessAt + l, OWN.F), sum(timelinessAt + l, OWN.N)];
    if (late === 0) return [];
    const sentence = `${counted(late)} of the ${counted(all)} waits from ${nameOf(from)} to ${nameOf(to)} (${share(late, all)}) are longer than the promised ${durationInWords(wait)}.`;
    return [{ strategy: "TIMELINESS", sentence }];
  });
  const alone = catalogue.stages.flatMap(({ key, name }): OpportunityNoteResult[] => {
    const channels = [...new Set(touchpoints.filter(({ stage }) => stage === key).map((t) => t.channel))];
    if (channels.length !== 1) return [];
    const sentence = `All touchpoints of the stage ${name} are on one channel: ${nameOf(channels[0]!)}.`;
    return [{ strategy: "ACCESSIBILITY", sentence }];
  });
  return [...broken, ...alone, ...kindsAlone(touchpoints, nameOf)];
}

/** One note that lists the kinds of touchpoint that are on one channel only. */
function kindsAlone(
  touchpoints: Projection["catalogue"]["touchpoints"],
  nameOf: (key: string) => string,
): OpportunityNoteResult[] {
  const channelsOf = new Map<string, { readonly kind: string; readonly channels: Set<string> }>();
  for (const { kind, kindKey, channel } of touchpoints) {
    const found = channelsOf.get(kindKey) ?? { kind, channels: new Set<string>() };
    channelsOf.set(kindKey, found);
    found.channels.add(channel);
  }
  const byChannel = new Map<string, string[]>();
  for (const { kind, channels } of channelsOf.values()) {
    const [channel, ...more] = channels;
    if (more.length === 0) byChannel.set(channel!, [...(byChannel.get(channel!) ?? []), kind]);
  }
  return [...byChannel].map(
    ([channel, kinds]): OpportunityNoteResult => ({
      strategy: "ACCESSIBILITY",
      sentence: `Only the channel ${nameOf(channel)} has touchpoints of ${kinds.length === 1 ? "this kind" : "these kinds"}: ${kinds.join(", ")}.`,
    }),
  );
}
