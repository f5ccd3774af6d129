// A customer of the graph.
import { Field, Int, ObjectType } from "type-graphql";
import { connectionOf } from "./shared/connection.js";
import { NodeInterface } from "./shared/node.js";

@ObjectType("Customer", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A person or household whose interactions are stored under one key. The key of each identity of the customer finds the customer; the query `person` lists them.",
})
export class CustomerType extends NodeInterface {
  @Field(() => String, { description: "The customer's key in the log." })
  readonly key!: string;
}

export const CustomerConnection = connectionOf(
  "Customer",
  "customers",
  () => CustomerType,
  "most recently added first",
);

@ObjectType("Link", { simpleResolvers: true, description: "A pair of identities that somebody linked." })
export class LinkType {
  @Field(() => String, { description: "The identity that was linked. Its declarations have no effect." })
  readonly from!: string;
  @Field(() => String, { description: "The identity that it was linked into." })
  readonly into!: string;
}

@ObjectType("Declaration", {
  simpleResolvers: true,
  description: "Rows or statements say that an anonymous identity is a customer.",
})
export class DeclarationType {
  @Field(() => String, { description: "The anonymous identity." })
  readonly anonymous!: string;
  @Field(() => String, { description: "The identity that it is declared to be." })
  readonly customer!: string;
  @Field(() => Boolean, { description: "Whether a recorded interaction supports the declaration." })
  readonly rows!: boolean;
  @Field(() => [Int], {
    description:
      "Numbers of the sources whose statements, such as identify calls, support the declaration. 0 stands for the API.",
  })
  readonly sources!: readonly number[];
}

@ObjectType("FurtherName", {
  simpleResolvers: true,
  description:
    "A key that was linked by an earlier release, in which links could not be undone. It cannot be unlinked.",
})
export class FurtherNameType {
  @Field(() => String, { description: "The key." })
  readonly name!: string;
  @Field(() => String, { description: "The identity that it leads to." })
  readonly identity!: string;
}

@ObjectType("Joining", {
  simpleResolvers: true,
  description: "A shared device that belongs to one customer once another customer is erased.",
})
export class JoiningType {
  @Field(() => String, { description: "The shared device." })
  readonly anonymous!: string;
  @Field(() => String, { description: "Key of the customer to whom it then belongs." })
  readonly customer!: string;
}

@ObjectType("Person", {
  simpleResolvers: true,
  description: "The identities of a customer, and everything that relates them.",
})
export class PersonType {
  @Field(() => String, { description: "The customer's key." })
  readonly key!: string;
  @Field(() => [String], { description: "All identities: the customer's key, then the others in code-point order." })
  readonly identities!: readonly string[];
  @Field(() => [FurtherNameType], { description: "Keys that lead to one of the identities, from earlier releases." })
  readonly names!: readonly FurtherNameType[];
  @Field(() => [String], {
    description:
      "Shared devices: anonymous identities that are declared for this customer and for another one. They are joined to none.",
  })
  readonly shared!: readonly string[];
  @Field(() => [LinkType], { description: "Links from or into one of the identities." })
  readonly links!: readonly LinkType[];
  @Field(() => [DeclarationType], { description: "Declarations of or for one of the identities." })
  readonly declarations!: readonly DeclarationType[];
  @Field(() => [JoiningType], {
    description: "Shared devices that would belong to one customer if this customer were erased.",
  })
  readonly joining!: readonly JoiningType[];
}
