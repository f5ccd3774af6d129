// Makes the rows of an export. Exported interactions can be imported again, and are then the same interactions.
// Channel, stage and kind are written as names if an import derives the same key from the name, and as keys otherwise.
// Times are in UTC, amounts are exact decimals, and unknown values are empty.
//
// Both formats use the same column names. NDJSON leaves out unknown values.
import { compareInteractions } from "../graph/history/assemble.js";
import type { TransitionCount } from "../graph/store.js";
import { AMOUNT_UNIT } from "../model/amount.js";
import type { Catalogue } from "../model/catalogue.js";
import { anonymousOf } from "../model/interaction.js";
import type { CustomerHistory, Journey } from "../model/journey.js";
import { channelSlug, slug, UNKNOWN_CHANNEL } from "../model/keys.js";
import type { Sequence } from "../model/sequence.js";
import { formatInstant } from "../model/time.js";

export type Format = "csv" | "ndjson";
type Cell = string | Sequence | boolean | null | readonly string[] | { readonly json: string };
export type Row = Readonly<Record<string, Cell>>;

export const COLUMNS = {
  interactions: [
    "customer",
    "id",
    "sequence",
    "at",
    "touchpoint",
    "channel",
    "stage",
    "journey",
    "value",
    "cost",
    "initiatedBy",
    "outcome",
    "resolved",
    "caseId",
    "intendedChannel",
    "contextCarried",
    "repeatedInfo",
    "referredBy",
    "attributes",
    "touchpointKey",
    "journeyKey",
    "identity",
    "anonymous",
  ],
  feedback: [
    "customer",
    "id",
    "at",
    "touchpoint",
    "channel",
    "stage",
    "interaction",
    "csat",
    "nps",
    "ces",
    "emotion",
    "comment",
    "touchpointKey",
    "identity",
  ],
  journeys: ["key", "customer", "name", "startedAt", "endedAt", "length", "channels", "route", "value"],
  transitions: ["from", "to", "count", "journeys", "totalWaitMs"],
  links: ["from", "into"],
  declarations: ["anonymous", "customer"],
} as const;
export type What = keyof typeof COLUMNS;

/**
 * Finds the names to export. They are such that an import derives the same keys of touchpoints and channels from them.
 */
export class Names {
  readonly #channels: ReadonlyMap<string, string>;
  readonly #touchpoints: ReadonlyMap<
    string,
    { readonly kind: string; readonly channel: string | null; readonly stage: string | null }
  >;

  constructor(catalogue: Catalogue) {
    const leadingBack = (keyOf: (name: string) => string, { key, name }: { key: string; name: string }) =>
      keyOf(name) === key ? name : key;
    this.#channels = new Map(catalogue.channels.map((channel) => [channel.key, leadingBack(channelSlug, channel)]));
    const stages = new Map(catalogue.stages.map((stage) => [stage.key, leadingBack(slug, stage)]));
    this.#touchpoints = new Map(
      catalogue.touchpoints.map(({ key, kind, stage }) => {
        const channel = key.slice(0, key.indexOf("/"));
        const kindKey = key.slice(channel.length + 1);
        return [
          key,
          {
            kind: slug(kind) === kindKey ? kind : kindKey,
            channel: channel === UNKNOWN_CHANNEL ? null : this.channel(channel),
            stage: stage === null ? null : (stages.get(stage) ?? stage),
          },
        ];
      }),
    );
  }

  channel(key: string): string {
    return this.#channels.get(key) ?? key;
  }

  touchpoint(key: string) {
    return (
      this.#touchpoints.get(key) ?? {
        kind: key.slice(key.indexOf("/") + 1),
        channel: key.slice(0, key.indexOf("/")),
        stage: null,
      }
    );
  }
}

/** A customer's interactions, by time, then sequence, then id, then identity. */
export function interactionRows(history: CustomerHistory, names: Names): Row[] {
  return history.journeys
    .flatMap((journey) => journey.interactions.map((interaction) => ({ journey: journey.key, interaction })))
    .sort((a, b) => compareInteractions(a.interaction, b.interaction))
    .map(({ journey, interaction: i }) => {
      const touchpoint = names.touchpoint(i.touchpoint);
      return {
        customer: history.key,
        id: i.id,
        sequence: i.sequence,
        at: formatInstant(i.at),
        touchpoint: touchpoint.kind,
        channel: touchpoint.channel,
        stage: touchpoint.stage,
        journey: i.journey,
        value: amount(i.value),
        cost: amount(i.cost),
        initiatedBy: i.initiatedBy,
        outcome: i.outcome,
        resolved: i.resolved,
        caseId: i.caseId,
        intendedChannel: i.intendedChannel === null ? null : names.channel(i.intendedChannel),
        contextCarried: i.contextCarried,
        repeatedInfo: i.repeatedInfo,
        referredBy: i.referredBy,
        attributes: i.attributes === null ? null : { json: i.attributes },
        touchpointKey: i.touchpoint,
        journeyKey: journey,
        // An import records a row without an identity under its customer.
        identity: i.identity === history.key ? null : i.identity,
        anonymous: anonymousOf(i),
      };
    });
}

/** What a customer answered, by time, then id, then identity. */
export function answerRows(history: CustomerHistory, names: Names): Row[] {
  return (history.kept?.answers ?? []).map((answer) => {
    const touchpoint = answer.touchpoint === null ? null : names.touchpoint(answer.touchpoint);
    return {
      customer: history.key,
      id: answer.id,
      at: formatInstant(answer.at),
      touchpoint: touchpoint?.kind ?? null,
      channel: touchpoint?.channel ?? null,
      stage: touchpoint?.stage ?? null,
      interaction: answer.interaction,
      csat: answer.csat,
      nps: answer.nps,
      ces: answer.ces,
      emotion: answer.emotion,
      comment: answer.comment,
      touchpointKey: answer.touchpoint,
      identity: answer.identity === history.key ? null : answer.identity,
    };
  });
}

export function journeyRow(customer: string, journey: Journey): Row {
  const { interactions } = journey;
  const route = interactions.map(({ touchpoint }) => touchpoint);
  const values = interactions.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    key: journey.key,
    customer,
    name: journey.name,
    startedAt: formatInstant(interactions[0]!.at),
    endedAt: formatInstant(interactions[interactions.length - 1]!.at),
    length: interactions.length,
    channels: [...new Set(route.map((key) => key.slice(0, key.indexOf("/"))))],
    route,
    value: amount(values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)),
  };
}

export function transitionRow({ from, to, count, journeys, totalWait }: TransitionCount): Row {
  return { from, to, count, journeys, totalWaitMs: totalWait };
}

export function headerLine(what: What, format: Format): string {
  return format === "csv" ? `${COLUMNS[what].join(",")}\n` : "";
}

export function rowLine(what: What, row: Row, format: Format): string {
  const columns: readonly string[] = COLUMNS[what];
  if (format === "csv") return `${columns.map((column) => csvCell(row[column] ?? null)).join(",")}\n`;
  const known = columns.filter((column) => (row[column] ?? null) !== null);
  return `{${known.map((column) => `${JSON.stringify(column)}:${jsonCell(row[column]!)}`).join(",")}}\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  const text = typeof cell === "object" ? ("json" in cell ? cell.json : cell.join(" > ")) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonCell(cell: Cell): string {
  if (typeof cell === "bigint") return String(cell);
  return cell !== null && typeof cell === "object" && "json" in cell ? cell.json : JSON.stringify(cell);
}

/**
 * Converts an amount to a double. This is exact, because an amount of a row is at most 1e9 with four decimals, and sums
 * stay below 9e11.
 */
function amount(units: number | null): number | null {
  return units === null ? null : units / AMOUNT_UNIT;
}
