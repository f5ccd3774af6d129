// Describes a finding in one plain sentence, and gives the question that has the same numbers.

import { NO_STAGE } from "../../model/keys.js";
import { durationInWords, formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { share } from "../journeyMap/painPoints.js";
import { EMOTION, SATISFACTION } from "./cells.js";
import type { Gap } from "./judge.js";
import type { OpportunitiesParams, OpportunitiesPlan } from "./plan.js";
import type { QueryParts, Strategy } from "./result.js";

export interface Told {
  readonly strategy: Strategy;
  readonly key: string;
  readonly sentence: string;
  readonly asks: QueryParts;
}

export function told(
  projection: Projection,
  { within, goal }: OpportunitiesParams,
  { cells }: OpportunitiesPlan,
  gap: Gap,
): Told {
  const { catalogue } = projection;
  const nameOf = (list: readonly { readonly key: string; readonly name: string }[], key: string | null): string =>
    list.find((one) => one.key === key)?.name ?? key ?? NO_STAGE;
  const touchpointOf = (key: string | null): string => nameOf(catalogue.touchpoints, key);
  const channelOf = (key: string | null): string => nameOf(catalogue.channels, key);
  const rate = share(gap.count, gap.of);
  const baseline = share(gap.baseline, 1);
  const goalArg: Record<string, string> = goal == null ? {} : { goal: literal(goal) };
  if (gap.handoff !== null) {
    const { from, to } = gap.handoff;
    return {
      strategy: "OMNICHANNEL",
      key: `${from.key} ${to.key}`,
      sentence: `${rate} of the handoffs from ${from.label} to ${to.label} fail, compared with ${baseline} of the other handoffs.`,
      asks: {
        field: "handoffs",
        args: {
          ...(goal == null ? {} : { settings: literal({ goal }) }),
          from: literal({ channels: [from.key] }),
          to: literal({ channels: [to.key] }),
        },
        filter: {},
        selection: "handoffs { failed settled failRate baseline pValue reasons { reason count } }",
      },
    };
  }
  const { strategy, key, touchpoint, segment, stage, channel, level } = cells[gap.cell!]!;
  const performance = (args: Record<string, string>, selection: string, filter: object = {}): QueryParts => ({
    field: "touchpointPerformance",
    args: { ...goalArg, ...args },
    filter,
    selection: `touchpoints { label { key } visits ${selection} }`,
  });
  switch (strategy) {
    case "PERSONALISATION":
      return {
        strategy,
        key,
        sentence: `Customers in the segment ${segment!.name} do not reach the goal after ${rate} of their visits to ${touchpointOf(touchpoint)}. Other customers do not reach it after ${baseline} of their visits there.`,
        asks: performance(
          { within: literal(formatDuration(within)), at: literal({ touchpoints: [touchpoint!] }) },
          "conversion { count of rate }",
          { segments: [segment!.key] },
        ),
      };
    case "CONSISTENCY": {
      const { kind, kindKey } = catalogue.touchpoints.find((one) => one.key === touchpoint)!;
      if (key.endsWith(SATISFACTION))
        return {
          strategy,
          key,
          sentence: `${rate} of the CSAT scores for ${kind} on ${channelOf(channel)} are low (1 to 3), compared with ${baseline} of those for ${kind} on other channels.`,
          asks: performance({ at: literal({ kinds: [kindKey] }) }, "scores { csat { answers value } }"),
        };
      return {
        strategy,
        key,
        sentence: `${rate} of the visits to ${kind} on ${channelOf(channel)} fail, compared with ${baseline} of the visits to ${kind} on other channels.`,
        asks: performance({ at: literal({ kinds: [kindKey] }) }, "failure { count of rate }"),
      };
    }
    case "TIMELINESS": {
      const { from, to, wait } = level!;
      const known = catalogue.channels.some((one) => one.key === from);
      const point = (at: string): string => literal(known ? { channels: [at] } : { touchpoints: [at] });
      return {
        strategy,
        key,
        sentence: `${rate} of the waits from ${known ? channelOf(from) : touchpointOf(from)} to ${known ? channelOf(to) : touchpointOf(to)} are longer than the promised ${durationInWords(wait)}. Of the waits under other service levels, ${baseline} are longer than promised.`,
        asks: {
          field: "transitions",
          args: {
            from: point(from),
            to: point(to),
            ...(known ? { options: "{ grain: CHANNEL, repeats: COLLAPSE }" } : {}),
          },
          filter: {},
          selection: "edges { from { key } to { key } count wait { median p90 } }",
        },
      };
    }
    case "ACCESSIBILITY":
      return {
        strategy,
        key,
        sentence: `${rate} of the journeys that use ${channelOf(channel)} in the stage ${nameOf(catalogue.stages, stage)} end there without the goal, compared with ${baseline} of the journeys that use other channels in this stage.`,
        asks: performance({ grain: "CHANNEL", at: literal({ channels: [channel!] }) }, "dropOff { count of rate }"),
      };
    default:
      return {
        strategy,
        key,
        sentence: key.endsWith(EMOTION)
          ? `After ${rate} of the visits to ${touchpointOf(touchpoint)} that customers felt bad about, they have no contact with an employee within seven days. For other touchpoints without employees, this is so after ${baseline} of such visits.`
          : `After ${rate} of the failures at ${touchpointOf(touchpoint)}, the customer has no contact with an employee within seven days. For other touchpoints without employees, this is so after ${baseline} of the failures.`,
        asks: performance(
          { at: literal({ touchpoints: [touchpoint!] }) },
          key.endsWith(EMOTION) ? "scores { emotion { answers value } }" : "failure { count of rate }",
        ),
      };
  }
}

/** A value as GraphQL writes it: names of fields without quotes. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return `{ ${fields.map(([name, field]) => `${name}: ${literal(field)}`).join(", ")} }`;
}

/** Returns the query as text, with the filter that the client gave. */
export function queryText({ field, args, filter, selection }: QueryParts, given: object | null): string {
  const own = { ...given, ...filter };
  const all = { ...args, ...(Object.keys(own).length === 0 ? {} : { filter: literal(own) }) };
  const list = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `{ ${field}${list.length === 0 ? "" : `(${list.join(", ")})`} { ${selection} } }`;
}
