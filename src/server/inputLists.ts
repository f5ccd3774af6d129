// The maximum lengths of lists in arguments: in a question, a filter, the rule of a segment, or a mutation. They are
// checked before anything is executed, so that no list is read that would be refused.
import {
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from "graphql";
import { MAX_SELECTORS } from "../schema/selector.js";

/** The maximum length of any list that is not named here, which is the number of rows of a page. */
export const MAX_MEMBERS_OF_LIST = 1_000;
/** Points that a route must pass. Each takes one bit, in addition to those of start and target. */
export const MAX_VIA = 28;
/** Attributes of customers in one filter. Each is checked for every customer. */
export const MAX_CONDITIONS = 20;
/** Segments in one filter. Finding the members of a ruled segment costs as much as a question. */
export const MAX_SEGMENTS = 50;
/** Rows of a mutation, and customers in a list, which are held in memory as a whole. */
export const MAX_ROWS = 10_000;

/** By the input and its field, or by the field of Query or Mutation and its argument. */
const MOST: Readonly<Record<string, number>> = {
  "JourneyFilter.touches": MAX_SELECTORS,
  "JourneyFilter.avoids": MAX_SELECTORS,
  "JourneyFilter.attributes": MAX_CONDITIONS,
  "JourneyFilter.segments": MAX_SEGMENTS,
  "JourneyFilter.customers": MAX_ROWS,
  "PathOptions.hide": MAX_SELECTORS,
  "PathOptions.exclude": MAX_SELECTORS,
  "PathOptions.via": MAX_VIA,
  "interactionsToGoal.hide": MAX_SELECTORS,
  "SegmentInput.customers": MAX_ROWS,
  "recordInteractions.interactions": MAX_ROWS,
  "linkCustomers.from": MAX_ROWS,
  "upsertTouchpoints.touchpoints": MAX_ROWS,
  "upsertChannels.channels": MAX_ROWS,
  "upsertStages.stages": MAX_ROWS,
  "upsertServiceLevels.serviceLevels": MAX_ROWS,
  "upsertCustomers.customers": MAX_ROWS,
};

/** The maximum length of a list at its place. */
export function mostMembers(place: string): number {
  return MOST[place] ?? MAX_MEMBERS_OF_LIST;
}

/** Throws BAD_ARGUMENT with the path of the list. `value` comes from the client and has not been read yet. */
export function checkInput(type: GraphQLInputType, value: unknown, at: string, place: string): void {
  if (value === null || value === undefined) return;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? (value as unknown[]) : [value];
    const most = mostMembers(place);
    if (items.length > most) throw tooLong(at, items.length, most);
    const item = nullable.ofType as GraphQLInputType;
    if (holdsLists(item)) for (const [i, one] of items.entries()) checkInput(item, one, `${at}[${i}]`, place);
  } else if (isInputObjectType(nullable) && typeof value === "object" && holdsLists(nullable))
    for (const field of Object.values(nullable.getFields()))
      checkInput(
        field.type,
        (value as Record<string, unknown>)[field.name],
        `${at}.${field.name}`,
        `${nullable.name}.${field.name}`,
      );
}

const holding = new Map<GraphQLInputObjectType, boolean>();

/** Whether a value of the type can contain a list. Most rows of mutations cannot, so they are skipped. */
function holdsLists(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (isListType(getNullableType(type))) return true;
  if (!isInputObjectType(named)) return false;
  let holds = holding.get(named);
  if (holds === undefined) {
    holding.set(named, false);
    holds = Object.values(named.getFields()).some((field) => holdsLists(field.type));
    holding.set(named, holds);
  }
  return holds;
}

function tooLong(at: string, length: number, most: number): GraphQLError {
  return new GraphQLError(`\`${at}\` has ${length} members; ${most} is the most.`, {
    extensions: {
      code: "BAD_ARGUMENT",
      argument: at,
      remedy: `Give at most ${most}, or use several requests.`,
      allowed: [`1 to ${most}`],
      http: { status: 400, headers: new Map() },
    },
  });
}
