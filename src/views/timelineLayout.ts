// The positions of the parts of a timeline: the interactions of a journey from top to bottom, with a lane per channel
// and the time between two interactions written between them. Each handoff, with its verdict and reasons, is below the
// interaction from which it leaves. Rows have equal heights. On the time scale, the distance between two rows is
// proportional to the time between them, but never less than the height of a row.
import { answerText } from "./answers.js";
import { format } from "./format.js";
import type { TimelineEventFragment, TimelineHandoffFragment } from "./generated/graphql.js";
import { LINE, SMALL, wrap } from "./text.js";

export type TimelineScale = "ordinal" | "time";

/**
 * In a journey with more than FOLDS_FROM interactions, a run of more than RUN neighbouring interactions at one
 * touchpoint is folded into one row.
 */
const RUN = 3;
const FOLDS_FROM = 200;

const EVENT = 40;
const GAP = 26;
const NOTE_PAD = 10;
/** The height of the whole journey on the time scale, in pixels per event. */
const PER_EVENT = 64;
/** The largest height of a single gap. */
const MOST_GAP = 360;

const LANE = 22;
const TOP = 52;

export interface Lane {
  readonly key: string;
  readonly name: string;
  readonly x: number;
}

export interface EventRow {
  readonly event: TimelineEventFragment;
  /** The last event of a folded run; otherwise, the event itself. */
  readonly last: TimelineEventFragment;
  /** The number of interactions that the row shows. */
  readonly count: number;
  readonly lane: Lane;
  readonly y: number;
  /** The time since the previous event, such as "21 h 12 min later"; null for the first event. */
  readonly gap: string | null;
  readonly when: string;
  /** The time of the interaction, and the facts that the log has about it. */
  readonly lines: readonly string[];
}

export interface HandoffNote {
  readonly handoff: TimelineHandoffFragment;
  readonly head: readonly string[];
  readonly lines: readonly string[];
  readonly y: number;
  readonly height: number;
  readonly from: EventRow;
  readonly to: EventRow | null;
}

export interface TimelineLayout {
  readonly lanes: readonly Lane[];
  readonly left: number;
  readonly rows: readonly EventRow[];
  readonly notes: readonly HandoffNote[];
  readonly height: number;
}

export function timelineLayout(
  events: readonly TimelineEventFragment[],
  handoffs: readonly TimelineHandoffFragment[],
  width: number,
  scale: TimelineScale,
): TimelineLayout {
  const lanes = lanesOf(events);
  const left = 14 + lanes.length * LANE + 10;
  const runs = runsOf(events, events.length > FOLDS_FROM);
  const first = Date.parse(events[0]?.at ?? "");
  const span = Math.max(1, Date.parse(events.at(-1)?.at ?? "") - first);
  const rows: EventRow[] = [];
  const placed: Omit<HandoffNote, "from" | "to">[] = [];
  let y = TOP;
  for (const [i, run] of runs.entries()) {
    const [event, last] = [run[0]!, run.at(-1)!];
    const previous = runs[i - 1]?.at(-1);
    const gap = previous === undefined ? null : gapText(previous, event);
    if (previous !== undefined) {
      const share = (Date.parse(event.at) - Date.parse(previous.at)) / span;
      y += scale === "time" ? Math.min(MOST_GAP, Math.max(GAP, share * PER_EVENT * runs.length)) : GAP;
    }
    const when = run.length === 1 ? format.time(event.at) : `${format.time(event.at)} to ${format.time(last.at)}`;
    // A comment takes up to two lines more.
    const most = event.feedback.length === 0 ? 2 : 4;
    const about = wrap([when, ...factsOf(event)].join(" · "), width - left, { size: SMALL }, most);
    rows.push({
      event,
      last,
      count: run.length,
      lane: lanes.find(({ key }) => key === event.touchpoint.channel.key)!,
      y: y + EVENT / 2,
      gap,
      when,
      lines: about,
    });
    y += EVENT + (about.length - 1) * LINE;
    for (const handoff of handoffs) {
      if (!run.some(({ position }) => position === handoff.leaves.position)) continue;
      const lines = handoff.reasons.flatMap((reason) => wrap(reasonText(handoff, reason), width - left - 28, {}, 3));
      const head = wrap(headOf(handoff), width - left - 28, { weight: 600 }, 3);
      const height = NOTE_PAD * 2 + (lines.length + head.length) * LINE;
      placed.push({ handoff, y: y + 4, height, head, lines });
      y += height + 8;
    }
  }
  const rowAt = (position: number | undefined): EventRow | null =>
    rows.find(({ event, last }) => position !== undefined && event.position <= position && position <= last.position) ??
    null;
  const notes = placed.flatMap((note): HandoffNote[] => {
    const from = rowAt(note.handoff.leaves.position);
    return from === null ? [] : [{ ...note, from, to: rowAt(note.handoff.reaches?.position) }];
  });
  return { lanes, left, rows, notes, height: y + 12 };
}

/** The facts that the log contains about an interaction, the most interesting first. */
export function factsOf(event: TimelineEventFragment): readonly string[] {
  return [
    ...(event.initiatedBy === "CUSTOMER" ? [] : [`started by the ${event.initiatedBy.toLowerCase()}`]),
    ...(event.outcome === null ? [] : [event.outcome.toLowerCase()]),
    ...(event.resolved === null ? [] : [event.resolved ? "resolved" : "not resolved"]),
    ...(event.intendedChannel === null ? [] : [`sent to ${event.intendedChannel.name}`]),
    ...(event.repeatedInfo ? ["information repeated"] : []),
    ...(event.caseId === null ? [] : [`case ${event.caseId}`]),
    ...(event.value === null ? [] : [`value ${format.number(event.value)}`]),
    ...event.feedback.map((answer) => `answered: ${answerText(answer)}`),
  ];
}

/** The channels in the order of their first interaction. */
function lanesOf(events: readonly TimelineEventFragment[]): readonly Lane[] {
  const channels = new Map(events.map(({ touchpoint: { channel } }) => [channel.key, channel.name]));
  return [...channels].map(([key, name], i) => ({ key, name, x: 14 + i * LANE }));
}

/** Combines neighbouring interactions at one touchpoint into a run, if folding is requested. */
function runsOf(events: readonly TimelineEventFragment[], folds: boolean): readonly TimelineEventFragment[][] {
  if (!folds) return events.map((event) => [event]);
  const runs: TimelineEventFragment[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0]?.touchpoint.key === event.touchpoint.key) run.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run) => (run.length > RUN ? [run] : run.map((event) => [event])));
}

function gapText(previous: TimelineEventFragment, event: TimelineEventFragment): string {
  const millis = Date.parse(event.at) - Date.parse(previous.at);
  return millis === 0 ? "at the same time" : `${format.duration(millis)} later`;
}

/** The text of each verdict, with a symbol, so that readers can recognise it without colour. */
export const VERDICTS = {
  FAILED: { symbol: "✕", word: "Handoff failed" },
  SUCCEEDED: { symbol: "✓", word: "Handoff succeeded" },
  PENDING: { symbol: "…", word: "Handoff pending" },
} as const;

export function headOf({ verdict, from, to, wait, pendingUntil }: TimelineHandoffFragment): string {
  const { symbol, word } = VERDICTS[verdict];
  const when = verdict === "PENDING" && pendingUntil !== null ? `, until ${format.time(pendingUntil)}` : "";
  const waited = verdict === "SUCCEEDED" && wait !== null ? `, after ${format.duration(wait)}` : "";
  return `${symbol} ${word}: ${from.label} → ${to.label}${waited}${when}`;
}

type Reason = TimelineHandoffFragment["reasons"][number];

/** A sentence about one reason, with its evidence. */
export function reasonText(handoff: TimelineHandoffFragment, reason: Reason): string {
  const text = evidenceOf(handoff, reason);
  return reason.isFailure ? text : text.replace(":", " (not a failure by the settings):");
}

function evidenceOf(handoff: TimelineHandoffFragment, reason: Reason): string {
  const until = reason.until === null ? "" : format.time(reason.until);
  const shown = reason.interaction;
  const where = shown === null ? "" : `${shown.touchpoint.channel.name}: ${shown.touchpoint.name}`;
  const after = shown === null ? "" : format.duration(Date.parse(shown.at) - Date.parse(reason.since));
  const late = shown === null ? "it never came" : `it came with ${where}, ${after} later`;
  switch (reason.reason) {
    case "NEVER_ARRIVED":
      return `Never arrived: the customer was expected on ${handoff.to.label} by ${until}, and went elsewhere.`;
    case "STALLED":
      return `Stalled: it took ${format.duration(handoff.wait)}. The customer was expected by ${until}.`;
    case "ABANDONED":
      return `Abandoned: nothing followed by ${until}, and nothing was achieved.`;
    case "BOUNCED_BACK":
      return `Bounced back: the customer returned to ${where} after ${after}, and nothing was achieved.`;
    case "REPEATED":
      return `Repeated: the same case came up again on ${where}, ${after} later.`;
    case "UNRESOLVED":
      return `Unresolved: no goal was reached and nothing was resolved by ${until}; ${late}.`;
  }
}
