// Records interactions through the API. Rows are read and checked one by one. Valid rows go to the store in one batch.
// Invalid rows are returned with index, field, code and message. The touchpoints and channels that rows name must be in
// the catalogue, unless the client allows rows to create them, as the rows of a file do.
//
// A row without an id gets one that is computed from its content and from the number of equal rows before it in the
// mutation. If a mutation is repeated, its rows therefore have the same ids, and are duplicates.

import type { GraphStore, RecordedIdentities, RecordOutcome, RowProblem } from "../../graph/store.js";
import { amountOf } from "../../model/amount.js";
import {
  ATTRIBUTES_TOO_LONG,
  checkInteraction,
  checkKey,
  type FieldProblem,
  isBlank,
  MAX_ATTRIBUTES_BYTES,
} from "../../model/check.js";
import type { IncomingInteraction, Initiator, InteractionContent, Outcome } from "../../model/interaction.js";
import { canonicalJson, excessOf, MAX_JSON_DEPTH, roundedJson } from "../../model/json.js";
import { channelSlug, formerSlug, rowId, slug, touchpointKey } from "../../model/keys.js";
import { readSequence } from "../../model/sequence.js";
import { readInstantText } from "../../schema/shared/texts.js";
import { inOrder, NOTHING_RECORDED, type ReadRow, readRows } from "./rowsOfCall.js";
import {
  Hints,
  type Names,
  nameOrNull,
  namesOf,
  textOrNull,
  touchpointOf,
  unknown,
  type WrittenTouchpoint,
} from "./writtenNames.js";

export interface AskedInteraction {
  readonly id?: string | null;
  /** A string is parsed as a number. A row is rejected if its sequence does not fit into 64 bits. */
  readonly sequence?: number | string | null;
  /** Absent if the row has only an anonymous key. The row is then recorded under that key. */
  readonly customer?: string | null;
  readonly anonymous?: string | null;
  readonly touchpoint: string;
  /** Name of the channel. If it is given, `touchpoint` is the name of a kind on this channel, as in a file. */
  readonly channel?: string | null;
  readonly stage?: string | null;
  readonly at: string;
  readonly journey?: string | null;
  readonly caseId?: string | null;
  readonly value?: number | null;
  readonly cost?: number | null;
  readonly initiatedBy?: Initiator | null;
  readonly outcome?: Outcome | null;
  readonly resolved?: boolean | null;
  readonly intendedChannel?: string | null;
  readonly contextCarried?: boolean | null;
  readonly repeatedInfo?: boolean | null;
  readonly referredBy?: string | null;
  readonly attributes?: unknown;
}

export interface RecordView {
  readonly accepted: number;
  readonly duplicates: number;
  readonly replaced: number;
  readonly conflicts: readonly RowProblem[];
  readonly rejected: readonly RowProblem[];
  /** Keys of the catalogue entries that the rows created. */
  readonly created: RecordOutcome["created"];
  readonly identities: RecordedIdentities;
  readonly version: number;
}

export interface RecordingChoices {
  /** Whether a row whose id exists with other content replaces that content. */
  readonly replace: boolean;
  /** Whether unknown touchpoints, channels and stages are created, as by a file. */
  readonly createNames: boolean;
}

const NO_IDENTITIES: RecordedIdentities = { declared: 0, named: 0, shared: [] };
export async function record(
  store: GraphStore,
  asked: readonly AskedInteraction[],
  { replace, createNames }: RecordingChoices,
  now: number,
): Promise<RecordView> {
  const names = namesOf(await store.catalogue());
  const equal: EqualRows = { now: new Map(), before: new Map() };
  const hints = new Hints();
  const { rows, origins, rejected, ofCall } = await readRows<AskedInteraction, IncomingInteraction>(
    asked,
    (row) => readRow(row, names, equal, hints, createNames),
    (row) => checkInteraction(row, now),
  );
  if (rows.length === 0)
    return { ...NOTHING_RECORDED, rejected, identities: NO_IDENTITIES, version: await store.version() };
  const outcome = await store.record({ origins, rows, replace, createNames });
  return {
    ...outcome,
    identities: outcome.identities ?? NO_IDENTITIES,
    conflicts: ofCall(outcome.conflicts),
    rejected: inOrder([...rejected, ...ofCall(outcome.rejected)]),
  };
}

/**
 * Counts the equal rows that have been read so far. The keys of both maps are the texts from which ids are derived:
 * in `now`, the texts of today's format, and in `before`, those of stores of format 1.
 */
interface EqualRows {
  readonly now: Map<string, number>;
  readonly before: Map<string, number>;
}

function readRow(
  asked: AskedInteraction,
  names: Names,
  equal: EqualRows,
  hints: Hints,
  createNames: boolean,
): ReadRow<IncomingInteraction> | FieldProblem {
  const touchpoint = touchpointOf(asked, names, hints, createNames);
  if ("field" in touchpoint) return touchpoint;
  const stage = nameOrNull(asked.stage);
  if (stage !== null && !createNames)
    return {
      field: "stage",
      code: "BAD_VALUE",
      message: "A stage is accepted only with `createNames: true`. Leave the stage out, or set `createNames`.",
    };
  const intendedText = textOrNull(asked.intendedChannel);
  const intended =
    intendedText === null
      ? null
      : (names.channels.get(intendedText) ??
        (createNames && !isBlank(intendedText) ? { key: channelSlug(intendedText), name: intendedText } : undefined));
  if (intended === undefined)
    return unknown("intendedChannel", "UNKNOWN_CHANNEL", intendedText!, names.channels, hints);
  for (const [field, key] of [
    ["touchpoint", touchpoint.key],
    ["stage", stage],
    ["stage", stage === null ? null : slug(stage)],
    ["intendedChannel", intended?.key ?? null],
  ] as const) {
    const problem = !createNames || key === null ? null : checkKey(field, key);
    if (problem !== null) return problem;
  }
  const { attributes } = asked;
  if (attributes !== null && attributes !== undefined && (typeof attributes !== "object" || Array.isArray(attributes)))
    return { field: "attributes", code: "BAD_VALUE", message: "The attributes are not an object." };

  const sequence = readSequence(String(asked.sequence ?? 0));
  if (sequence === null)
    return { field: "sequence", code: "BAD_NUMBER", message: "The sequence is not a whole number of 64 bits." };
  const excess = excessOf(attributes ?? null, MAX_JSON_DEPTH, MAX_ATTRIBUTES_BYTES);
  if (excess === "LENGTH") return ATTRIBUTES_TOO_LONG;
  if (excess === "DEPTH")
    return {
      field: "attributes",
      code: "BAD_VALUE",
      message: `The attributes are nested deeper than ${MAX_JSON_DEPTH} levels.`,
    };

  const anonymous = nameOrNull(asked.anonymous);
  const customer = textOrNull(asked.customer) ?? anonymous ?? "";
  const content: InteractionContent = {
    touchpoint: touchpoint.key,
    at: readInstantText(asked.at),
    journey: textOrNull(asked.journey),
    caseId: textOrNull(asked.caseId),
    value: amountOrNull(asked.value),
    cost: amountOrNull(asked.cost),
    initiatedBy: asked.initiatedBy ?? null,
    outcome: asked.outcome ?? null,
    resolved: asked.resolved ?? null,
    intendedChannel: intended?.key ?? null,
    contextCarried: asked.contextCarried ?? null,
    repeatedInfo: asked.repeatedInfo ?? null,
    referredBy: textOrNull(asked.referredBy),
    attributes:
      attributes === null || attributes === undefined || Object.keys(attributes).length === 0
        ? null
        : canonicalJson(attributes),
  };
  if (Number.isNaN(content.at))
    return {
      field: "at",
      code: "BAD_TIME",
      message: "The time cannot be read; write it in ISO 8601 with Z or an offset.",
    };
  return {
    row: {
      ...content,
      customer,
      anonymous: anonymous === customer ? null : anonymous,
      id: asked.id ?? idOf(customer, content, equal.now),
      formerId:
        asked.id == null ? formerIdOf(customer, content, touchpoint, intended?.name ?? null, equal.before) : null,
      sequence,
    },
    written: {
      touchpoint: touchpoint.key,
      kind: touchpoint.kind,
      channel: touchpoint.channelName,
      stage,
      intended: intended?.name ?? null,
    },
  };
}

function idOf(customer: string, content: object, equal: Map<string, number>): string {
  const fields = [customer, ...Object.values(content).map((value) => JSON.stringify(value))];
  const text = fields.join("\u0001");
  const before = equal.get(text) ?? 0;
  equal.set(text, before + 1);
  return rowId(fields, before);
}

/**
 * The id that the row had in stores of format 1. In such stores, keys contained no signs, and attributes had rounded
 * numbers. Null if that id is the same as in today's format.
 */
function formerIdOf(
  customer: string,
  content: InteractionContent,
  { channelName, kind }: Pick<WrittenTouchpoint, "channelName" | "kind">,
  intendedName: string | null,
  equal: Map<string, number>,
): string | null {
  const former = {
    ...content,
    touchpoint:
      channelName !== null && content.touchpoint === touchpointKey(channelSlug(channelName), slug(kind))
        ? touchpointKey(formerSlug(channelName), formerSlug(kind))
        : content.touchpoint,
    intendedChannel:
      intendedName !== null && content.intendedChannel === channelSlug(intendedName)
        ? formerSlug(intendedName)
        : content.intendedChannel,
    attributes: content.attributes === null ? null : roundedJson(content.attributes),
  };
  const same =
    former.touchpoint === content.touchpoint &&
    former.intendedChannel === content.intendedChannel &&
    former.attributes === content.attributes;
  return same ? null : idOf(customer, former, equal);
}

function amountOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : amountOf(value);
}
