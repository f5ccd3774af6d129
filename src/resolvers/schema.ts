// The schema, from all resolvers. Built once a process.
import "reflect-metadata";
import { GraphQLFloat, GraphQLInputObjectType, type GraphQLSchema, printSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { isNumberBeyond } from "../model/json.js";
import { BEHIND_RESOLVERS } from "./behind.js";
import { CatalogueResolver, ChannelResolver, StageResolver } from "./catalogue.js";
import { ChangesResolver } from "./changes.js";
import { CompareResolver } from "./compare.js";
import { CustomerResolver } from "./customer.js";
import { EndsResolver } from "./ends.js";
import { EXAMPLE_RESOLVERS } from "./examples.js";
import { FlowResolver } from "./flow.js";
import { FunnelResolver } from "./funnel.js";
import { harden } from "./harden.js";
import { InteractionResolver } from "./interaction.js";
import { InteractionsToGoalResolver } from "./interactionsToGoal.js";
import { JourneyResolver } from "./journey.js";
import { LABEL_RESOLVERS } from "./labels.js";
import { LoopsResolver } from "./loops.js";
import { NodeResolver } from "./node.js";
import { PathMatchesResolver } from "./pathMatches.js";
import { QuestionsResolver } from "./questions.js";
import { CustomerSegmentsResolver, SegmentResolver } from "./segment.js";
import { StatusResolver } from "./status.js";
import { TimeToConvertResolver } from "./timeToConvert.js";
import { TouchpointResolver, TransitionEdgeResolver } from "./touchpoint.js";

const ONE_OF = ["PointSelector", "Breakdown"] as const;

/**
 * A request's body is read without loss, so a number with more digits than a double keeps arrives as a text. Where a Float
 * is asked for, the nearest double is meant.
 */
const parseFloatValue = GraphQLFloat.parseValue.bind(GraphQLFloat);
GraphQLFloat.parseValue = (value) =>
  parseFloatValue(typeof value === "string" && isNumberBeyond(value) ? Number(value) : value);

let built: GraphQLSchema | null = null;

export function schema(): GraphQLSchema {
  built ??= build();
  return built;
}

/** As it is committed in schema.graphql. */
export function printedSchema(): string {
  return `${printSchema(schema())}\n`;
}

function build(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      NodeResolver,
      CustomerResolver,
      JourneyResolver,
      InteractionResolver,
      TouchpointResolver,
      TransitionEdgeResolver,
      ChannelResolver,
      StageResolver,
      CatalogueResolver,
      QuestionsResolver,
      PathMatchesResolver,
      ...BEHIND_RESOLVERS,
      ...EXAMPLE_RESOLVERS,
      ...LABEL_RESOLVERS,
      FlowResolver,
      LoopsResolver,
      EndsResolver,
      InteractionsToGoalResolver,
      FunnelResolver,
      TimeToConvertResolver,
      CompareResolver,
      SegmentResolver,
      CustomerSegmentsResolver,
      StatusResolver,
      ChangesResolver,
    ],
    // Arguments are checked where they are read, with codes and paths (service/arguments.ts).
    validate: false,
  });
  // type-graphql has no option for @oneOf; the flag alone makes the printed schema, literals and variables right.
  for (const name of ONE_OF) {
    const input = schema.getType(name);
    if (!(input instanceof GraphQLInputObjectType)) throw new Error(`The schema has no ${name}.`);
    input.isOneOf = true;
  }
  harden(schema);
  return schema;
}
