// A customer of the graph.
import { Field, ObjectType } from "type-graphql";
import { connectionOf } from "./connection.js";
import { NodeInterface } from "./node.js";

@ObjectType("Customer", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A person or household whose interactions are joined under one key. Identities that were linked lead to the one they were linked into.",
})
export class CustomerType extends NodeInterface {
  @Field(() => String, { description: "The key the log gives." })
  readonly key!: string;
}

export const CustomerConnection = connectionOf("Customer", "customers", () => CustomerType, "the newest arrival first");
