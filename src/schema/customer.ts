// A customer of the graph.
import { Field, Int, ObjectType } from "type-graphql";
import { connectionOf } from "./shared/connection.js";
import { NodeInterface } from "./shared/node.js";

@ObjectType("Customer", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A person or household whose interactions are stored under one key. You can find the customer by the key of any of its identities. The query `person` lists these identities.",
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
  description:
    "A declaration that an anonymous identity belongs to a customer. It comes from rows, or from statements such as identify calls.",
})
export class DeclarationType {
  @Field(() => String, { description: "The anonymous identity." })
  readonly anonymous!: string;
  @Field(() => String, { description: "The identity of the customer to whom it is declared to belong." })
  readonly customer!: string;
  @Field(() => Boolean, { description: "Whether a recorded interaction supports the declaration." })
  readonly rows!: boolean;
  @Field(() => [Int], {
    description:
      "Numbers of the sources whose statements, such as identify calls, support the declaration. 0 is the API.",
  })
  readonly sources!: readonly number[];
}

@ObjectType("FurtherName", {
  simpleResolvers: true,
  description:
    "A key that an earlier release linked into an identity. Links of that release could not be undone, so this key cannot be unlinked.",
})
export class FurtherNameType {
  @Field(() => String, { description: "The key." })
  readonly name!: string;
  @Field(() => String, { description: "The identity into which the key was linked." })
  readonly identity!: string;
}

@ObjectType("Joining", {
  simpleResolvers: true,
  description:
    "A shared device that was declared for several customers and, once one of them is erased, belongs to the only one left.",
})
export class JoiningType {
  @Field(() => String, { description: "The shared device." })
  readonly anonymous!: string;
  @Field(() => String, { description: "Key of the customer to whom the device then belongs." })
  readonly customer!: string;
}

@ObjectType("Person", {
  simpleResolvers: true,
  description: "The identities of a customer, and everything that joins them.",
})
export class PersonType {
  @Field(() => String, { description: "The customer's key." })
  readonly key!: string;
  @Field(() => [String], { description: "All identities: the customer's key, then the others in code-point order." })
  readonly identities!: readonly string[];
  @Field(() => [FurtherNameType], {
    description: "Further keys of these identities, from links that earlier releases made.",
  })
  readonly names!: readonly FurtherNameType[];
  @Field(() => [String], {
    description:
      "Shared devices: anonymous identities that are declared for this customer and for another customer. They belong to neither.",
  })
  readonly shared!: readonly string[];
  @Field(() => [LinkType], { description: "Links from or into one of the identities." })
  readonly links!: readonly LinkType[];
  @Field(() => [DeclarationType], {
    description: "Declarations in which one of the identities is the anonymous identity or the customer.",
  })
  readonly declarations!: readonly DeclarationType[];
  @Field(() => [JoiningType], {
    description: "Shared devices that would belong to only one customer if this customer were erased.",
  })
  readonly joining!: readonly JoiningType[];
}
