// Finds what uses a touchpoint, channel or stage of the catalogue. An entry in use cannot be removed, because its
// interactions would create it again at once, or because goals and service levels would name something that does not
// exist.
//
// The following count as uses. A touchpoint is used by its interactions. A channel is used by its touchpoints, and by
// interactions that intended it. A stage is used by its touchpoints, and by interactions recorded with it. All three
// are used by goals that name them. Touchpoints and channels are also used by service levels. A goal that names a kind
// uses the last remaining touchpoint of that kind. Blueprints use the touchpoints of their steps and their persona;
// personas use the channels that they prefer. The service checks the rules of segments, because only it can read them
// (service/removals.ts).
import type { Blueprint } from "../../model/blueprint.js";
import { type Catalogue, type CatalogueChange, selectorsWithin } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { OriginContent } from "../../model/interaction.js";
import { channelSlug, slug } from "../../model/keys.js";
import { type NamedChoice, resolverOf } from "../../model/resolver.js";

/** The removals of a change. Uses may prevent each of them. */
export type Removals = Pick<
  CatalogueChange,
  "removedTouchpoints" | "removedChannels" | "removedStages" | "removedPersonas"
>;

/** A thing that cannot be removed. */
export interface Used {
  /** A description of the entry, such as `channel "web"`. */
  readonly thing: string;
  /** Descriptions of the uses, such as `touchpoint "web/ad"`. The list is not empty. */
  readonly by: readonly string[];
  /** Whether interactions use it, directly or through its touchpoints. */
  readonly recorded: boolean;
}

/** The declarations after the change that may name removed entries. */
type Staying = Pick<Catalogue, "goals" | "serviceLevels" | "personas" | "blueprints">;

/** The largest number of users that an error names. The others are counted. */
const NAMED = 5;
const ITS_INTERACTIONS = "its interactions";
const INTENDED = "interactions that were to continue on it";
const RECORDED_WITH = "interactions recorded with it";

/** Throws IN_USE for the first removed entry that is still in use. */
export function refuseUsed(
  standing: Catalogue,
  after: Staying,
  removals: Removals,
  origins: () => Iterable<OriginContent>,
): void {
  const { removedTouchpoints = [], removedChannels = [], removedStages = [], removedPersonas = [] } = removals;
  if ([removedTouchpoints, removedChannels, removedStages, removedPersonas].every((keys) => keys.length === 0)) return;
  const [first] = usesOf(standing, after, removals, origins());
  if (first !== undefined) throw inUse(first);
}

/**
 * The removed entries that are still in use. `standing` is the catalogue before the change, and `origins` are the
 * origins with interactions.
 */
export function usesOf(
  standing: Catalogue,
  { goals, serviceLevels, personas, blueprints }: Staying,
  { removedTouchpoints = [], removedChannels = [], removedStages = [], removedPersonas = [] }: Removals,
  origins: Iterable<OriginContent>,
): Used[] {
  const rows = recordedIn(origins);
  const gone = new Set(removedTouchpoints.filter((key) => !rows.touchpoints.has(key)));
  const touchpoints = standing.touchpoints.filter(({ key }) => !gone.has(key));
  const named = (choice: NamedChoice, key: string): string[] => {
    const names = namesThing(standing, choice, key);
    return goals
      .filter(({ selector }) => selectorsWithin(selector).some((part) => part[choice]?.some(names) === true))
      .map((goal) => `goal "${goal.key}"`);
  };
  const promised = (key: string): string[] =>
    serviceLevels
      .filter(({ from, to }) => from === key || to === key)
      .map(({ from, to }) => `service level from "${from}" to "${to}"`);
  const designed = (uses: (blueprint: Blueprint) => boolean): string[] =>
    blueprints.filter(uses).map(({ key, version }) => `blueprint "${key}" (version ${version})`);
  const ofTouchpoints = removedTouchpoints.map((key): Used => {
    const kind = kindThatGoes(standing, touchpoints, key);
    const recorded = rows.touchpoints.has(key);
    const byGoals = new Set([...named("touchpoints", key), ...(kind === null ? [] : named("kinds", kind))]);
    return {
      thing: `touchpoint "${key}"`,
      by: [
        ...(recorded ? [ITS_INTERACTIONS] : []),
        ...byGoals,
        ...promised(key),
        ...designed(({ steps }) => steps.some((step) => step.at.includes(key))),
      ],
      recorded,
    };
  });
  const ofChannels = removedChannels.map((key): Used => {
    const own = touchpoints.filter(({ channel }) => channel === key);
    const intended = rows.intended.has(key);
    return {
      thing: `channel "${key}"`,
      by: [
        ...own.map((touchpoint) => `touchpoint "${touchpoint.key}"`),
        ...(intended ? [INTENDED] : []),
        ...named("channels", key),
        ...promised(key),
        ...personas
          .filter(({ preferredChannels }) => preferredChannels.includes(key))
          .map((persona) => `persona "${persona.key}"`),
      ],
      recorded: intended || own.some((touchpoint) => rows.touchpoints.has(touchpoint.key)),
    };
  });
  const ofStages = removedStages.map((key): Used => {
    const own = touchpoints.filter(({ stage }) => stage === key);
    const recorded = rows.stages.has(key);
    return {
      thing: `stage "${key}"`,
      by: [
        ...own.map((touchpoint) => `touchpoint "${touchpoint.key}"`),
        ...(recorded ? [RECORDED_WITH] : []),
        ...named("stages", key),
      ],
      recorded,
    };
  });
  const ofPersonas = removedPersonas.map(
    (key): Used => ({
      thing: `persona "${key}"`,
      by: designed(({ persona }) => persona === key),
      recorded: false,
    }),
  );
  return [...ofTouchpoints, ...ofChannels, ...ofStages, ...ofPersonas].filter(({ by }) => by.length > 0);
}

/** The error for a thing that cannot be removed. */
export function inUse({ thing, by, recorded }: Used): ThroughlineError {
  const changeable = by.filter((user) => ![ITS_INTERACTIONS, INTENDED, RECORDED_WITH].includes(user));
  return new ThroughlineError("IN_USE", `The ${thing} is still in use by ${listed(by)}.`, {
    at: "key",
    remedy: [
      ...(changeable.length === 0 ? [] : [`First change or remove ${listed(changeable)}.`]),
      ...(recorded
        ? [
            "Interactions, and names that only they contain, are removed when their import is taken back (`forgetSource` or `throughline forget`).",
          ]
        : []),
    ].join(" "),
  });
}

/** Whether a name in a selector's list means the thing with this key. */
export function namesThing(catalogue: Catalogue, choice: NamedChoice, key: string): (name: string) => boolean {
  const resolver = resolverOf(catalogue, choice);
  return (name) => resolver.keys(name)?.includes(key) === true;
}

/**
 * Returns the kind that is removed together with a touchpoint because none of the `others` is of that kind, or null if
 * there is none.
 */
export function kindThatGoes(standing: Catalogue, others: Catalogue["touchpoints"], touchpoint: string): string | null {
  const kind = standing.touchpoints.find(({ key }) => key === touchpoint)?.kindKey;
  if (kind === undefined) return null;
  return others.some(({ key, kindKey }) => key !== touchpoint && kindKey === kind) ? null : kind;
}

function listed(users: readonly string[]): string {
  const more = users.length - NAMED;
  if (more > 0) return `${users.slice(0, NAMED).join(", ")} and ${more} more`;
  return users.length === 1 ? users[0]! : `${users.slice(0, -1).join(", ")} and ${users.at(-1)}`;
}

/** Keys that interactions contain. */
function recordedIn(origins: Iterable<OriginContent>) {
  const rows = { touchpoints: new Set<string>(), intended: new Set<string>(), stages: new Set<string>() };
  for (const { touchpoint, intended, stage } of origins) {
    rows.touchpoints.add(touchpoint);
    if (intended !== null) rows.intended.add(channelSlug(intended));
    if (stage !== null) rows.stages.add(slug(stage));
  }
  return rows;
}
