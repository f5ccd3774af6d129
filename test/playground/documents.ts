// Generates documents that select the fields of a view in different ways: with aliases, in named, inline and nested
// fragments, in several selections, and between other fields. Also generates answers. The value of a field depends only
// on the field, its arguments and its parent, so two documents that select the same fields get the same values.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import {
  type ArgumentNode,
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  print,
} from "graphql";
import type { Asked, Asking } from "../../src/playground/document/fields.js";
import { askingOf, fieldsUnder, operationOf, rootFields } from "../../src/playground/document/fields.js";
import { needsOf } from "../../src/playground/document/fit.js";
import * as generated from "../../src/views/generated/graphql.js";

export const SCHEMA = buildSchema(readFileSync(resolve(import.meta.dirname, "../../schema.graphql"), "utf8"));

export interface Viewed {
  readonly question: string;
  readonly fragment: DocumentNode;
}

/** The views of questions, by the root field: those whose fragment is on the type of a field of Query. */
export const VIEWED: readonly Viewed[] = Object.entries(generated)
  .filter(([name]) => name.endsWith("ViewFragmentDoc"))
  .flatMap(([, value]) => {
    const fragment = value as DocumentNode;
    const [first] = fragment.definitions;
    const type = first?.kind === Kind.FRAGMENT_DEFINITION ? first.typeCondition.name.value : "";
    const field = Object.values(SCHEMA.getQueryType()!.getFields()).find(
      (one) => getNamedType(one.type).name === type && one.args.length > 0,
    );
    return field === undefined ? [] : [{ question: field.name, fragment }];
  });

/** Arguments that the schema requires. */
const REQUIRED: Readonly<Record<string, string>> = {
  funnel: "(steps: [{ at: { any: true } }, { at: { any: true } }])",
  timeToConvert: "(steps: [{ at: { any: true } }, { at: { any: true } }])",
  flow: "(anchor: { any: true })",
  pathMatches: '(pattern: "start")',
  conformance: '(blueprint: "order")',
  journey: '(key: "j-1")',
  customer: '(key: "c-1")',
  compareRoutes: "(a: {}, b: {})",
  compareTransitions: "(a: {}, b: {})",
  compareHandoffs: "(a: {}, b: {})",
};

export const argumentsFor = (question: string): string => REQUIRED[question] ?? "";

/** The view's own document: `{ funnel(…) { ...FunnelView } }`. */
export function plain({ question, fragment }: Viewed): string {
  const root = fragment.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [d.name.value] : []))[0];
  return `query Plain { ${question}${argumentsFor(question)} { ...${root} } }\n${print(fragment)}`;
}

interface Needs {
  readonly view: Asking;
  readonly needs: readonly Asked[];
  /** The fields below a field that the view needs. */
  under(need: Asked): readonly Asked[];
}

const known = new WeakMap<Viewed, Needs>();

/** Returns the fields that the view needs, as fields of its question. */
export function needs(viewed: Viewed): Needs {
  const found = known.get(viewed) ?? findNeeds(viewed);
  known.set(viewed, found);
  return found;
}

function findNeeds(viewed: Viewed): Needs {
  const document = parse(plain(viewed));
  const asking = askingOf(SCHEMA, document);
  const root = rootFields(asking, operationOf(document)!)[0]!;
  const found = needsOf(asking, viewed.fragment, root);
  const under = new WeakMap<Asked, readonly Asked[]>();
  return {
    ...found,
    under: (need) => {
      const fields = under.get(need) ?? fieldsUnder(found.view, need);
      under.set(need, fields);
      return fields;
    },
  };
}

/** Runs the document; all lists have three items. */
export function answer(text: string, variables: Record<string, unknown> = {}): Record<string, unknown> {
  const document = parse(text);
  const { data, errors } = execute({
    schema: SCHEMA,
    document,
    rootValue: "",
    variableValues: variables,
    fieldResolver: byPlace,
    typeResolver: () => "Journey",
  }) as { data: Record<string, unknown>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const byPlace: GraphQLFieldResolver<unknown, unknown> = (parent, args, _context, info) =>
  valueAt(info.returnType, `${String(parent)}/${info.fieldName}${JSON.stringify(args, Object.keys(args).sort())}`);

function valueAt(type: GraphQLOutputType, place: string): unknown {
  if (isNonNullType(type)) return valueAt(type.ofType, place);
  if (isListType(type)) return [0, 1, 2].map((i) => valueAt(type.ofType, `${place}[${i}]`));
  if (!isLeafType(type)) return place;
  const number = hash(place);
  if (isEnumType(type)) return type.getValues()[number % type.getValues().length]!.value;
  if (type.name === "Boolean") return number % 2 === 0;
  if (type.name === "Int" || type.name === "Float" || type.name === "Int64") return number;
  return `v${number}`;
}

function hash(text: string): number {
  let value = 7;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) % 1_000_003;
  return value;
}

/** Documents of many forms that ask for all that the view needs, or for a part of it. */
export interface Form {
  readonly text: string;
  readonly variables: Record<string, unknown>;
  readonly key: string;
}

/** `keeps` is the chance in percent that a field is there. */
export function forms(viewed: Viewed, keeps: number): fc.Arbitrary<Form> {
  const { needs: all, under: fieldsBelow } = needs(viewed);
  return fc.infiniteStream(fc.nat(999)).map((dice) => {
    const next = (most: number): number => dice.next().value % most;
    const chance = (percent: number): boolean => next(100) < percent;
    const fragments: string[] = [];
    const one = (need: Asked, keys: Set<string>): string => {
      const name = need.field.name;
      // Arguments that a view does not fix, such as the size of a page, have their defaults here, as in the plain
      // document.
      const takes = need.nodes[0]?.arguments?.filter(({ value }) => value.kind !== Kind.VARIABLE) ?? [];
      const wanted = chance(40) ? `${name}${next(3)}` : need.key;
      let key = wanted;
      for (let i = 2; keys.has(key); i++) key = `${wanted}_${i}`;
      keys.add(key);
      const under = fieldsBelow(need);
      const body = under.length === 0 ? "" : ` ${set(under, getNamedType(need.field.type).name, new Set())}`;
      return `${key === name ? name : `${key}: ${name}`}${written(takes)}${body}`;
    };
    const written = (takes: readonly ArgumentNode[]): string =>
      takes.length === 0
        ? ""
        : `(${takes.map((a) => (a.value.kind === Kind.ENUM && chance(30) ? variable(a) : print(a))).join(", ")})`;
    const used = new Map<string, string>();
    const variable = (argument: ArgumentNode): string => {
      const value = argument.value.kind === Kind.ENUM ? argument.value.value : "";
      used.set(`part${value}`, value);
      return `${argument.name.value}: $part${value}`;
    };
    /**
     * Writes a selection set with these fields, some of them in fragments. `keys` are the response keys that are
     * already used in it.
     */
    const set = (fields: readonly Asked[], type: string, keys: Set<string>): string => {
      const lines: string[] = [];
      const rest = [...fields].filter(() => chance(keeps));
      // A part that repeats a field, which any document may contain.
      if (rest.length === 0 || chance(15)) lines.push("__typename");
      while (rest.length > 0) {
        const [taken] = rest.splice(next(rest.length), 1);
        if (taken === undefined) break;
        const how = next(10);
        if (how < 6) lines.push(one(taken, keys));
        else if (how === 6) lines.push(`... on ${type} { ${one(taken, keys)} }`);
        else if (how === 7) lines.push(`... @include(if: $yes) { ${one(taken, keys)} }`);
        else if (how === 8) {
          const name = `F${fragments.length}`;
          const at = fragments.push("") - 1;
          fragments[at] = `fragment ${name} on ${type} { ${one(taken, keys)} }`;
          lines.push(`...${name}`);
        } else {
          lines.push(one(taken, keys), one(taken, keys));
        }
      }
      return chance(50) ? `{\n${lines.map((line) => `  ${line} # kept\n`).join("")}}` : `{ ${lines.join(" ")} }`;
    };

    const body = set(all, getNamedType(SCHEMA.getQueryType()!.getFields()[viewed.question]!.type).name, new Set());
    const key = chance(50) ? "mine" : viewed.question;
    const root = `${key === viewed.question ? key : `${key}: ${viewed.question}`}${argumentsFor(viewed.question)} ${body}`;
    const operation = chance(30) ? `...Root` : root;
    if (operation !== root) fragments.push(`fragment Root on Query { ${root} }`);
    const types = new Map<string, string>();
    const declared = [...used].map(([name]) => `$${name}: ${types.get(name) ?? partType(viewed, name)}`);
    const text = [
      "# A comment at the top.",
      `query Mine($yes: Boolean = true, $no: Boolean = false${declared.map((one) => `, ${one}`).join("")}) {`,
      `  status @skip(if: $no) @include(if: $yes) { interactions } # a comment`,
      `  ${operation}`,
      "}",
      ...fragments,
    ].join("\n");
    return { text, variables: Object.fromEntries(used), key };
  });
}

/** The enumeration of a part such as `COMPLETED`: the one that the view's fragment gives it to. */
function partType(viewed: Viewed, name: string): string {
  const { needs: all, under } = needs(viewed);
  const found: string[] = [];
  const look = (fields: readonly Asked[]): void => {
    for (const field of fields) {
      for (const argument of field.nodes[0]?.arguments ?? [])
        if (argument.value.kind === Kind.ENUM && `part${argument.value.value}` === name)
          found.push(String(field.field.args.find((one) => one.name === argument.name.value)!.type));
      look(under(field));
    }
  };
  look(all);
  const [first] = new Set(found);
  return first ?? "String";
}
