// Records feedback answers through the API. Rows are read and checked one by one, like those of record.ts. A row
// without an id gets one from its content and from the number of equal rows before it in the mutation.
import type { FeedbackOutcome, GraphStore } from "../../graph/store.js";
import { checkKey, type FieldProblem } from "../../model/check.js";
import { type AnswerContent, answerId, checkAnswer, type IncomingAnswer } from "../../model/feedback.js";
import { slug } from "../../model/keys.js";
import { readInstantText } from "../../schema/shared/texts.js";
import type { RecordingChoices } from "./record.js";
import { inOrder, NOTHING_RECORDED, type ReadRow, readRows } from "./rowsOfCall.js";
import { Hints, type Names, nameOrNull, namesOf, textOrNull, touchpointOf, type WrittenNames } from "./writtenNames.js";

export interface AskedAnswer {
  readonly id?: string | null;
  readonly customer: string;
  readonly touchpoint?: string | null;
  readonly channel?: string | null;
  readonly stage?: string | null;
  readonly interaction?: string | null;
  readonly at: string;
  readonly csat?: number | null;
  readonly nps?: number | null;
  readonly ces?: number | null;
  readonly emotion?: number | null;
  readonly comment?: string | null;
}

/** The names in an answer that refers only to an interaction. */
const NO_NAMES: WrittenNames = { touchpoint: "", kind: "", channel: null, stage: null, intended: null };

export async function recordFeedback(
  store: GraphStore,
  asked: readonly AskedAnswer[],
  { replace, createNames }: RecordingChoices,
  now: number,
): Promise<FeedbackOutcome> {
  const names = namesOf(await store.catalogue());
  const equal = new Map<string, number>();
  const hints = new Hints();
  const { rows, origins, rejected, ofCall } = await readRows<AskedAnswer, IncomingAnswer>(
    asked,
    (row) => readRow(row, names, hints, createNames, equal),
    (row) => checkAnswer(row, now),
  );
  if (rows.length === 0) return { ...NOTHING_RECORDED, rejected, version: await store.version() };
  const outcome = await store.recordFeedback({ origins, rows, replace, createNames });
  return {
    ...outcome,
    conflicts: ofCall(outcome.conflicts),
    rejected: inOrder([...rejected, ...ofCall(outcome.rejected)]),
  };
}

function readRow(
  asked: AskedAnswer,
  names: Names,
  hints: Hints,
  createNames: boolean,
  equal: Map<string, number>,
): ReadRow<IncomingAnswer> | FieldProblem {
  const written = namesIn(asked, names, hints, createNames);
  if ("field" in written) return written;
  const at = readInstantText(asked.at);
  if (Number.isNaN(at))
    return {
      field: "at",
      code: "BAD_TIME",
      message: "The time cannot be read; write it in ISO 8601 with Z or an offset.",
    };
  const content: AnswerContent = {
    at,
    touchpoint: written.touchpoint === "" ? null : written.touchpoint,
    interaction: textOrNull(asked.interaction),
    csat: asked.csat ?? null,
    nps: asked.nps ?? null,
    ces: asked.ces ?? null,
    emotion: asked.emotion ?? null,
    comment: nameOrNull(asked.comment),
  };
  const { customer } = asked;
  return {
    row: { ...content, customer, id: asked.id ?? answerId(customer, content, equal) },
    written: { ...written, feedback: true },
  };
}

function namesIn(asked: AskedAnswer, names: Names, hints: Hints, createNames: boolean): WrittenNames | FieldProblem {
  const stage = nameOrNull(asked.stage);
  if (stage !== null && !createNames)
    return {
      field: "stage",
      code: "BAD_VALUE",
      message: "A stage is accepted only with `createNames: true`. Leave the stage out, or set `createNames`.",
    };
  const text = nameOrNull(asked.touchpoint);
  if (text === null) return NO_NAMES;
  const touchpoint = touchpointOf({ ...asked, touchpoint: text }, names, hints, createNames);
  if ("field" in touchpoint) return touchpoint;
  for (const [field, key] of [
    ["touchpoint", touchpoint.key],
    ["stage", stage],
    ["stage", stage === null ? null : slug(stage)],
  ] as const) {
    const problem = !createNames || key === null ? null : checkKey(field, key);
    if (problem !== null) return problem;
  }
  return { touchpoint: touchpoint.key, kind: touchpoint.kind, channel: touchpoint.channelName, stage, intended: null };
}
