// Makes the starter catalogue of `throughline catalogue init`, which is a catalogue file to edit. It contains the usual
// kinds of touchpoint, each with its channels, its stage and a description. It also contains kinds that no log records,
// such as television and word of mouth, because companies plan these too, and have people who are responsible for them.
import type { Medium, Phase } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Initiator } from "../../model/interaction.js";
import { channelSlug, slug, touchpointKey } from "../../model/keys.js";
import { yaml } from "../../model/packages.js";
import { KINDS, type StarterKind } from "./starterKinds.js";

interface StarterStage {
  readonly name: string;
  readonly phase: Phase;
  readonly purpose: string;
}

const FUNNEL: readonly StarterStage[] = [
  { name: "Awareness", phase: "PRE_PURCHASE", purpose: "First interest" },
  { name: "Consideration", phase: "PRE_PURCHASE", purpose: "Educate and nurture" },
  { name: "Decision", phase: "PURCHASE", purpose: "The purchase" },
  { name: "Retention", phase: "POST_PURCHASE", purpose: "Satisfaction and repeat purchase" },
];

/** Names of stages by scheme. With three names, the first one holds both stages before the purchase. */
export const SCHEMES = {
  funnel: FUNNEL.map(({ name }) => name),
  evaluation: ["Awareness", "Evaluation", "Purchase", "Post-purchase"],
  phases: ["Before purchase", "During purchase", "After purchase"],
} as const satisfies Record<string, readonly string[]>;

const BEFORE_PURCHASE: StarterStage = {
  name: "Before purchase",
  phase: "PRE_PURCHASE",
  purpose: "First interest, education and nurture",
};

const CHANNELS: readonly [name: string, medium: Medium, assisted?: "assisted"][] = [
  ["Search", "ONLINE"],
  ["Display", "ONLINE"],
  ["Social", "ONLINE"],
  ["Video and audio", "ONLINE"],
  ["Web", "ONLINE"],
  ["App", "ONLINE"],
  ["Marketplace", "ONLINE"],
  ["E-mail", "ONLINE"],
  ["SMS", "ONLINE"],
  ["Push", "ONLINE"],
  ["Chat", "ONLINE", "assisted"],
  ["Direct message", "ONLINE", "assisted"],
  ["Store", "OFFLINE", "assisted"],
  ["Point of sale", "OFFLINE", "assisted"],
  ["Phone", "OFFLINE", "assisted"],
  ["Field sales", "OFFLINE", "assisted"],
  ["Events", "OFFLINE", "assisted"],
  ["Post and delivery", "OFFLINE"],
  ["TV", "OFFLINE"],
  ["Print", "OFFLINE"],
  ["Outdoor", "OFFLINE"],
  ["Press", "OFFLINE"],
  ["Word of mouth", "OFFLINE"],
];

const GOALS = [
  {
    key: "purchase",
    name: "Purchase",
    kinds: ["Payment", "Mobile app purchase", "In-store purchase", "Point of sale"],
    default: true,
  },
  { key: "renewal", name: "Subscription renewal", kinds: ["Subscription renewal"] },
  { key: "advocacy", name: "Advocacy", kinds: ["Review written", "Referral made"] },
];

export interface StarterCatalogue {
  readonly yaml: string;
  readonly stages: readonly string[];
  readonly channels: number;
  readonly touchpoints: number;
}

/**
 * `stages` are the names of the stages in order of time. Four names are for awareness, consideration, decision and the
 * time after the decision. With three names, the first name is for both awareness and consideration. Throws
 * BAD_ARGUMENT.
 */
export function starterCatalogue(stages: readonly string[] = SCHEMES.funnel): StarterCatalogue {
  const scheme = schemeOf(stages);
  const touchpoints = KINDS.flatMap((kind) => touchpointsOf(kind, scheme.keyOf(kind.stage)));
  const document = new (yaml().Document)({
    channels: CHANNELS.map(([name, medium, assisted]) => ({
      key: channelSlug(name),
      name,
      medium,
      ...(assisted !== undefined && { assisted: true }),
    })),
    stages: scheme.stages,
    touchpoints,
    goals: GOALS,
  });
  document.commentBefore = HEADER;
  return {
    yaml: document.toString({ lineWidth: 0 }),
    stages: scheme.stages.map(({ name }) => name),
    channels: CHANNELS.length,
    touchpoints: touchpoints.length,
  };
}

const HEADER = ` A starter catalogue: the usual kinds of touchpoint, with their channels and stages.
 1. Delete what your customers do not meet, and add what is missing.
 2. Give touchpoints an owner, and stakeholders where several teams take part: owner: CRM, stakeholders: [Sales, Legal].
 3. Declare it: throughline catalogue apply catalogue.yaml
 A touchpoint of your log whose channel and kind have the names used here gets this stage and description.`;

function schemeOf(names: readonly string[]) {
  const trimmed = names.map((name) => name.trim());
  const keys = trimmed.map(slug);
  if (![3, 4].includes(trimmed.length) || trimmed.includes(""))
    throw badStages(
      `A starter catalogue has three or four stages, not ${trimmed.filter((name) => name !== "").length}.`,
      "Give three or four names, with commas between them.",
    );
  const twice = trimmed.find((_, i) => keys.indexOf(keys[i]!) !== i);
  if (twice !== undefined)
    throw badStages(`Two stages have the name "${twice}".`, "Give each stage a name of its own.");
  const usual = trimmed.length === 4 ? FUNNEL : [BEFORE_PURCHASE, ...FUNNEL.slice(2)];
  const skipped = FUNNEL.length - usual.length;
  return {
    stages: usual.map(({ phase, purpose }, i) => ({
      key: keys[i]!,
      name: trimmed[i]!,
      position: i + 1,
      phase,
      purpose,
    })),
    keyOf: (stage: number): string => keys[Math.max(0, stage - skipped)]!,
  };
}

function badStages(message: string, remedy: string): ThroughlineError {
  return new ThroughlineError("BAD_ARGUMENT", message, {
    at: "stages",
    remedy: `${remedy} Or name a scheme: ${Object.keys(SCHEMES).join(", ")}.`,
  });
}

function touchpointsOf({ kind, channels, description, initiatedBy }: StarterKind, stage: string) {
  return channels.map((channel) => ({
    key: touchpointKey(channelSlug(channel), slug(kind)),
    name: channels.length > 1 ? `${kind} (${channel})` : kind,
    kind,
    channel: channelSlug(channel),
    stage,
    description,
    ...(initiatedBy !== ("CUSTOMER" satisfies Initiator) && { initiatedBy }),
  }));
}
