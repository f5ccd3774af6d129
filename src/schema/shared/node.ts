// Objects with a global id. Ids are readable: the type, a colon, and the key.
import { Field, ID, InterfaceType } from "type-graphql";

/** The types of nodes, as the API writes them. */
export const NODE_TYPES = [
  "Customer",
  "Journey",
  "Interaction",
  "Touchpoint",
  "Channel",
  "Stage",
  "Goal",
  "Source",
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

@InterfaceType("Node", {
  description: "An object that the query `node` finds by its global id, such as `Touchpoint:web/checkout`.",
  resolveType: (value: { __typename: NodeType }) => value.__typename,
})
export abstract class NodeInterface {
  @Field(() => ID, {
    description:
      "The global id of the object: its type, a colon and its key, such as `Channel:web`. The id of an interaction has more parts, which the type `Interaction` describes.",
  })
  readonly id!: string;
}
