// Relay connections, created once for each type of node. `totalCount` is a function, so that it is computed only if
// selected.
import { type ClassType, Field, Int, ObjectType } from "type-graphql";

@ObjectType("PageInfo", {
  simpleResolvers: true,
  description: "Position of a page within all rows. Pages can only be read forward, with `after`.",
})
export class PageInfoType {
  @Field(() => Boolean, { description: "Whether more rows follow this page." })
  readonly hasNextPage!: boolean;
  @Field(() => Boolean, { description: "Whether the page was requested with `after`." })
  readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: "Cursor of the first row; null on an empty page." })
  readonly startCursor!: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last row; pass it as `after` to get the next page. Null on an empty page.",
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

const CURSOR = "Opaque cursor of the row. Pass it as `after` to get the rows that follow.";

/** Creates the edge and the connection of a type. `order` completes the sentence "A page of journeys, …". */
export function connectionOf(name: string, plural: string, node: () => ClassType, order: string) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `A row of a page of ${plural}.` })
  class EdgeType {
    @Field(() => String, { description: CURSOR })
    readonly cursor!: string;
    @Field(node, { description: "The row." })
    readonly node!: unknown;
  }
  return connectionWith(name, plural, node, () => EdgeType, order);
}

/** Creates only the connection, for edges that have additional fields. */
export function connectionWith(
  name: string,
  plural: string,
  node: () => ClassType,
  edge: () => ClassType,
  order: string,
) {
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${plural}, ${order}.` })
  class ConnectionType {
    @Field(() => [edge()], { description: "The rows of the page, each with its cursor." })
    readonly edges!: readonly unknown[];
    @Field(() => [node()], { description: "The rows of the page, without cursors." })
    readonly nodes!: readonly unknown[];
    @Field(() => PageInfoType, { description: "Position of the page within all rows." })
    readonly pageInfo!: PageInfoType;
    @Field(() => Int, {
      description: "Total number of rows on all pages. The service counts them only if this field is selected.",
    })
    readonly totalCount!: () => Promise<number> | number;
  }
  return ConnectionType;
}
