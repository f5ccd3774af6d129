// The parts of the answer that the picture and the table of conformance read, texts about them, and functions that open
// the journeys behind the counts.
import { format } from "../format.js";
import type {
  ConformanceStepViewFragment,
  ConformanceVariantViewFragment,
  ConformanceViewFragment,
} from "../generated/graphql.js";
import { type Opening, opening } from "../view.js";

export type Answer = ConformanceViewFragment;
export type Step = ConformanceStepViewFragment;
export type Variant = ConformanceVariantViewFragment;
export type AdHoc = Answer["adHoc"][number];

/** The counts of a step. `missing` and `outOfOrder` are deviations. `failed` and `late` are not, but are shown too. */
export const PARTS = ["reached", "missing", "outOfOrder", "failed", "late"] as const;
export type Part = (typeof PARTS)[number];

export const PART_NAMES: Readonly<Record<Part, string>> = {
  reached: "Reached",
  missing: "Missing",
  outOfOrder: "Out of order",
  failed: "Failed",
  late: "Late",
};

const BEHIND = {
  reached: "behindReached",
  missing: "behindMissing",
  outOfOrder: "behindOutOfOrder",
  failed: "behindFailed",
  late: "behindLate",
} as const satisfies Record<Part, keyof Step>;

export const partMark = (step: Step, part: Part): string => `${step.key}/${part}`;

export const partOpening = (step: Step, part: Part): Opening | null =>
  opening(
    `${format.plural(step[part], "journey")}: ${step.name}, ${PART_NAMES[part].toLowerCase()}`,
    step[part],
    step[BEHIND[part]],
  );

export const TOTALS = ["conforming", "deviating"] as const;
export type Total = (typeof TOTALS)[number];

export const totalOpening = ({ totals }: Answer, part: Total | "open"): Opening | null =>
  opening(
    `${format.plural(totals[part], part === "open" ? "open journey" : `${part} journey`)}`,
    totals[part],
    { conforming: totals.behindConforming, deviating: totals.behindDeviating, open: totals.behindOpen }[part],
  );

export const adHocMark = ({ label }: AdHoc): string => `adHoc/${label.key}`;

export const adHocOpening = ({ label, journeys, behind }: AdHoc): Opening | null =>
  opening(`${format.plural(journeys, "journey")}: ${label.label}, ad hoc`, journeys, behind);

/** A variant is named by its moves, and by whether its journeys are open. */
export const variantMark = ({ moves, open }: Variant): string =>
  `variant/${open ? "open" : "closed"}/${moves.map(({ move, step, touchpoint }) => `${move[0]}${move[1]}${step ?? touchpoint}`).join(" ")}`;

export const variantOpening = (variant: Variant, rank: number): Opening | null =>
  opening(
    `${format.plural(variant.journeys, "journey")} of ${variant.open ? "open " : ""}variant ${rank}`,
    variant.journeys,
    variant.behind,
  );

/** "Fitness 0.56". */
export const fitnessText = (fitness: number | null): string => (fitness === null ? "–" : format.number(fitness, 2));
