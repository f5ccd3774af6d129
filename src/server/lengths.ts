// Tables for computing the price of a query (price.ts), for all fields except questions: the expected length of each
// list, and the work that a field requires in addition to the objects that it returns.
import {
  type GraphQLField,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isUnionType,
} from "graphql";
import { MAX_STEPS } from "../model/blueprint.js";
import { MAX_COMMENTS } from "../schema/mapParts.js";
import { QUESTION_COST } from "./questionPrice.js";
import type { Sizes } from "./sizes.js";

/** How a query reaches the objects of a type. */
export interface Reached {
  /** True if the query reaches each object of the type at most once. This is so if it lists all of them in one list. */
  readonly evenly: boolean;
  /** The number of rows of the page or answer whose fields are being priced; 1 below any other field. */
  readonly rows: number;
}

type Arguments = Readonly<Record<string, unknown>>;

/** Types whose objects contain rows, but are not rows themselves. */
export const STRUCTURE = /(Connection|Edge|^PageInfo)$/;

/**
 * A list in one of these fields contains each object at most once, provided that the query reaches the object with the
 * field at most once.
 */
export const EVENLY: ReadonlySet<string> = new Set([
  "Query.touchpoints",
  "Query.channels",
  "Query.stages",
  "Query.segments",
  "Query.personas",
  "Channel.touchpoints",
  "Stage.touchpoints",
  "Query.__schema",
  "__Schema.types",
  "__Type.fields",
]);

/**
 * The expected length of lists of unknown length: reasons, periods, steps of a row. If a list is longer, the meter
 * (resolvers/meter.ts) adds the excess when the query runs.
 */
const SHORT_LIST = 10;
/** The number of example journeys that a row keeps. */
const MAX_EXAMPLES = 50;

/** The expected length of each list, by its place. */
const HELD: Readonly<Record<string, (sizes: Sizes, reached: Reached) => number>> = {
  "Query.touchpoints": ({ touchpoints }) => touchpoints,
  "Query.channels": ({ channels }) => channels,
  "Query.stages": ({ stages }) => stages,
  "Query.goals": ({ goals }) => goals,
  "Query.serviceLevels": ({ serviceLevels }) => serviceLevels,
  "Query.segments": ({ segments }) => segments,
  "Query.personas": ({ personas }) => personas,
  "Query.blueprints": ({ blueprints }) => blueprints,
  "Query.blueprintDiff": () => 2 * MAX_STEPS,
  "Persona.blueprints": ({ blueprints }) => blueprints,
  "Blueprint.steps": () => MAX_STEPS,
  "Query.customers": ({ customers }) => customers,
  "Query.journeys": ({ journeys }) => journeys,
  "Channel.touchpoints": ({ touchpoints, channels, besideOnChannel }, { evenly }) =>
    evenly ? touchpoints / Math.max(channels, 1) : besideOnChannel,
  "Stage.touchpoints": ({ touchpoints, stages, besideInStage }, { evenly }) =>
    evenly ? touchpoints / Math.max(stages, 1) : besideInStage,
  "Customer.journeys": ({ journeys, customers }) => journeys / Math.max(customers, 1),
  "Customer.segments": ({ segments }) => segments,
  "Segment.customers": ({ customers }) => customers,
  "Touchpoint.journeys": ({ journeys, interactions, touchpoints }) =>
    Math.min(journeys, interactions / Math.max(touchpoints, 1)),
  "Touchpoint.transitionsTo": ({ touchpoints }) => touchpoints,
  "Touchpoint.transitionsFrom": ({ touchpoints }) => touchpoints,
  "Journey.interactions": lengthOfJourney,
  "Journey.route": lengthOfJourney,
  "Journey.handoffs": lengthOfJourney,
  "JourneyHandoff.reasons": () => 1,
  "PainPoint.comments": () => MAX_COMMENTS,
  "Journey.channels": (sizes) => Math.min(sizes.channels, lengthOfJourney(sizes)),
  "Journey.stages": (sizes) => Math.min(sizes.stages, lengthOfJourney(sizes)),
  "Interaction.sources": () => 1,
  "RecordReport.conflicts": () => 0,
  "RecordReport.rejected": () => 0,
};

function lengthOfJourney({ interactions, journeys }: Sizes): number {
  return interactions / Math.max(journeys, 1);
}

/** The expected length of a field. It is 1 if the field is a single object. */
export function lengthOf(
  place: string,
  field: GraphQLField<unknown, unknown>,
  args: Arguments,
  sizes: Sizes,
  reached: Reached,
  schema: GraphQLSchema,
): number {
  const isPage = String(field.type).includes("Connection");
  if (!isPage && !isListType(getNullableType(field.type))) return 1;
  if (place.startsWith("__")) return introspected(schema, place, reached);
  if (place.startsWith("Mutation."))
    return rowsGiven(args) + (place === "Mutation.upsertServiceLevels" ? sizes.serviceLevels : 0);
  if (Array.isArray(args.ids)) return args.ids.length;
  const held = HELD[place]?.(sizes, reached);
  const asked = typeof args.first === "number" ? Math.max(args.first, 0) : undefined;
  // If a page has a `first` that is not the default, its expected length is `first`. Otherwise, the expected length is
  // the one in the table, at most `first`.
  const usual = field.args.find(({ name }) => name === "first")?.defaultValue as number | undefined;
  if (isPage && asked !== undefined && asked !== usual) return asked;
  const length = Math.min(held ?? Number.POSITIVE_INFINITY, asked ?? Number.POSITIVE_INFINITY);
  if (field.name === "exampleJourneys") return Math.min(length, MAX_EXAMPLES);
  return length === Number.POSITIVE_INFINITY ? SHORT_LIST : length;
}

export interface Work {
  /** Work for each object on which the field is selected. */
  readonly each: number;
  /** Work that is done once for all objects of a level of the query. */
  readonly once: number;
}

const NO_WORK: Work = { each: 0, once: 0 };
/** The wait of one edge. One question computes the waits of about fifty edges. */
const WAIT_COST = QUESTION_COST / 50;

/** Judging the handoffs of this many interactions takes as long as reading one object. */
const JUDGED = 50;

/** The work of each field, as the number of objects that it reads. */
const WORK: Readonly<Record<string, (args: Arguments, sizes: Sizes) => Work>> = {
  "Query.journeys": ({ filter }) => (isGiven(filter) ? { each: QUESTION_COST, once: 0 } : NO_WORK),
  "Query.customers": ({ segment }) => (isGiven(segment) ? { each: QUESTION_COST, once: 0 } : NO_WORK),
  "Customer.journeys": ({ filter }) => (isGiven(filter) ? { each: 0, once: QUESTION_COST } : NO_WORK),
  "Customer.segments": (_, { ruledSegments }) => ({ each: 0, once: ruledSegments * QUESTION_COST }),
  "Query.customerAttributes": () => ({ each: QUESTION_COST, once: 0 }),
  "Query.customerAttribute": () => ({ each: QUESTION_COST, once: 0 }),
  // The field needs one pass over the customers.
  "CustomerAttribute.values": () => ({ each: QUESTION_COST / 10, once: 0 }),
  // To find a customer's persona, the rules of all personas may be evaluated.
  "Customer.persona": (_, { personas }) => ({ each: 0, once: personas * QUESTION_COST }),
  "Query.customersWithoutPersona": (_, { personas }) => ({ each: 0, once: personas * QUESTION_COST }),
  "Persona.size": (_, { personas }) => ({ each: 0, once: personas * QUESTION_COST }),
  "Persona.customers": (_, { personas }) => ({ each: 0, once: personas * QUESTION_COST }),
  "Mutation.upsertPersonas": (args) => ({ each: rowsGiven(args) * QUESTION_COST, once: 0 }),
  "Query.properties": () => ({ each: QUESTION_COST, once: 0 }),
  "Query.property": () => ({ each: QUESTION_COST, once: 0 }),
  "Property.values": () => ({ each: QUESTION_COST, once: 0 }),
  "Segment.size": () => ({ each: QUESTION_COST, once: 0 }),
  "Segment.customers": () => ({ each: QUESTION_COST, once: 0 }),
  "Journey.handoffs": (_, sizes) => ({ each: lengthOfJourney(sizes) / JUDGED, once: 0 }),
  "RouteStep.loss": () => ({ each: 0, once: QUESTION_COST }),
  "Touchpoint.performance": () => ({ each: 0, once: QUESTION_COST }),
  "Touchpoint.journeys": () => ({ each: QUESTION_COST, once: 0 }),
  "Touchpoint.transitionsTo": (_, { touchpoints }) => ({ each: 0, once: touchpoints }),
  "Touchpoint.transitionsFrom": (_, { touchpoints }) => ({ each: 0, once: touchpoints }),
  "TransitionEdge.wait": () => ({ each: WAIT_COST, once: QUESTION_COST }),
  // A rule is evaluated when it is declared.
  "Mutation.upsertSegments": (args) => ({ each: rowsGiven(args) * QUESTION_COST, once: 0 }),
};

export function workOf(place: string, args: Arguments, sizes: Sizes): Work {
  const work = WORK[place];
  if (work !== undefined) return work(args, sizes);
  return place.startsWith("Mutation.") ? { each: rowsGiven(args), once: 0 } : NO_WORK;
}

/** The price of the rows of a mutation. */
function rowsGiven(args: Arguments): number {
  return Object.values(args).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 0), 0);
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

type Introspected = (reached: Reached) => number;

const introspectedBySchema = new WeakMap<GraphQLSchema, Readonly<Record<string, Introspected>>>();

function introspected(schema: GraphQLSchema, place: string, reached: Reached): number {
  const lengths = introspectedBySchema.get(schema) ?? lengthsOfIntrospection(schema);
  introspectedBySchema.set(schema, lengths);
  return lengths[place]?.(reached) ?? SHORT_LIST;
}

/**
 * The expected lengths of the lists of introspection. If the query lists all types, each list is expected to have the
 * average length. Otherwise, each list is expected to be as long as the longest one, so that the meter need not add
 * anything when the query runs.
 */
function lengthsOfIntrospection(schema: GraphQLSchema): Readonly<Record<string, Introspected>> {
  const types = Object.values(schema.getTypeMap());
  const fields = types.map((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );
  const either = (counts: readonly number[]): Introspected => {
    const longest = Math.max(0, ...counts);
    const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(counts.length, 1);
    return ({ evenly }) => (evenly ? mean : longest);
  };
  return {
    "__Schema.types": () => types.length,
    "__Schema.directives": () => schema.getDirectives().length,
    "__Type.fields": either(fields.map(({ length }) => length)),
    "__Type.inputFields": either(
      types.map((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)),
    ),
    "__Type.enumValues": either(types.map((type) => (isEnumType(type) ? type.getValues().length : 0))),
    "__Type.interfaces": either(types.map((type) => (isObjectType(type) ? type.getInterfaces().length : 0))),
    "__Type.possibleTypes": either(
      types.map((type) => (isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type).length : 0)),
    ),
    "__Field.args": either(fields.flat().map(({ args }) => args.length)),
    "__Directive.args": () => 2,
  };
}
