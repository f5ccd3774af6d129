// Relay connections: made once for each type of node. `totalCount` is a function, so that it is only worked out when asked.
import { type ClassType, Field, Int, ObjectType } from "type-graphql";

@ObjectType("PageInfo", { simpleResolvers: true, description: "Where a page stands. Pages go forward, from `after`." })
export class PageInfoType {
  @Field(() => Boolean, { description: "Whether there is more after this page." })
  readonly hasNextPage!: boolean;
  @Field(() => Boolean, { description: "Whether this page was asked for with `after`: pages only go forward." })
  readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: "Cursor of the first row; null on an empty page." })
  readonly startCursor!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last row, for the next page's `after`; null on an empty page.",
  })
  readonly endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T, E extends Edge<T> = Edge<T>> {
  readonly edges: readonly E[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfoType;
  readonly totalCount: () => Promise<number> | number;
}

const CURSOR = "Opaque: give it back as `after`.";

/** The edge and connection of a type. `order` ends the sentence "A page of journeys, …". */
export function connectionOf(name: string, plural: string, node: () => ClassType, order: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `A row of a page of ${plural}.` })
  class EdgeType {
    @Field(() => String, { description: CURSOR })
    readonly cursor!: string;
    @Field(node, { description: "The row itself." })
    readonly node!: unknown;
  }
  return connectionWith(name, plural, node, () => EdgeType, order);
}

/** The connection alone, for edges that carry something themselves. */
export function connectionWith(
  name: string,
  plural: string,
  node: () => ClassType,
  edge: () => ClassType,
  order: string,
) {
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${plural}, ${order}.` })
  class ConnectionType {
    @Field(() => [edge()], { description: "The rows with their cursors." })
    readonly edges!: readonly unknown[];
    @Field(() => [node()], { description: "The rows alone." })
    readonly nodes!: readonly unknown[];
    @Field(() => PageInfoType, { description: "Where this page stands." })
    readonly pageInfo!: PageInfoType;
    @Field(() => Int, { description: "Rows in all, whatever the page; counted only when asked for." })
    readonly totalCount!: () => Promise<number> | number;
  }
  return ConnectionType;
}
