// Global ids, and the objects that they identify.

import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { NodeInterface } from "../schema/shared/node.js";
import { type Identified, nodeId } from "../service/ids.js";
import { findNode, findNodes } from "../service/nodes.js";
import type { Context } from "./context.js";

const ID_OF = "A global id, such as `Touchpoint:web/checkout`.";

@Resolver(() => NodeInterface)
export class NodeResolver {
  @FieldResolver(() => ID)
  id(@Root() root: Identified, @Info() info: GraphQLResolveInfo): string {
    return nodeId(info.parentType.name, root);
  }

  @Query(() => NodeInterface, {
    nullable: true,
    description: "The object with this id; null if there is none, or if it has been removed.",
  })
  node(@Ctx() { scope }: Context, @Arg("id", () => ID, { description: ID_OF }) id: string) {
    return findNode(scope, id);
  }

  @Query(() => [NodeInterface], {
    nullable: "items",
    description:
      "The objects with these ids, in the same order. An entry is null if no object has the id. At most 1,000 ids are accepted.",
  })
  nodes(@Ctx() { scope }: Context, @Arg("ids", () => [ID], { description: "Global ids." }) ids: string[]) {
    return findNodes(scope, ids);
  }
}
