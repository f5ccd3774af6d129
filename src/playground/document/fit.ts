// Finds out whether an answer has the fields that a view reads. The view's fragment names these fields. A document may
// select them with aliases, in fragments, and together with other fields. Two fields are the same if their names and
// arguments are equal. If the view's fragment has a variable as an argument, such as the size of a page, any value is
// accepted. The result says which fields are missing, and how to read the answer as if the view had sent the query.
import { type DocumentNode, getNamedType, isCompositeType, Kind, print } from "graphql";
import { type Asked, type Asking, askingOf, fieldsOf, fieldsUnder, isSame, type Variables } from "./fields.js";

/** A field that a view reads, and that a document does not select or does not select completely. */
export interface Missing {
  /** The field as the view selects it. */
  readonly need: Asked;
  /**
   * The same field in the document, which may select it several times. The list is empty if the whole field is missing.
   */
  readonly found: readonly Asked[];
  /** The subfields that are missing. If the whole field is missing, these are all its subfields. */
  readonly within: readonly Missing[];
}

export interface Fit {
  readonly missing: readonly Missing[];
  /**
   * Converts the value of the root field to the form that the view's own query would have received. Must be called only
   * if nothing is missing.
   */
  read(value: unknown): unknown;
}

/** Describes how to read a field of the view from one or several fields of the document. */
interface Reading {
  readonly to: string;
  readonly from: readonly { readonly key: string; readonly inner: readonly Reading[] | null }[];
}

/** The fields that the view's fragment selects on the type of a root field. */
export function needsOf(
  asking: Asking,
  fragment: DocumentNode,
  root: Asked,
): { view: Asking; needs: readonly Asked[] } {
  const view = askingOf(asking.schema, fragment);
  const type = getNamedType(root.field.type).name;
  const spread = new Set<string>();
  JSON.stringify(fragment, (key, value) => {
    if (value?.kind === Kind.FRAGMENT_SPREAD) spread.add(value.name.value);
    return key === "loc" ? undefined : value;
  });
  const sets = [...view.fragments.values()]
    .filter(({ name, typeCondition }) => typeCondition.name.value === type && !spread.has(name.value))
    .map(({ selectionSet }) => selectionSet);
  return { view, needs: fieldsOf(view, type, sets) };
}

export function fitOf(asking: Asking, root: Asked, fragment: DocumentNode): Fit {
  const { view, needs } = needsOf(asking, fragment, root);
  const given = fieldsUnder(asking, root);
  const readings = readingsOf(view, needs, asking, given);
  return {
    missing: missingOf(view, needs, asking, given),
    read: (value) => readAs(readings, value),
  };
}

function matches(view: Asking, need: Asked, asking: Asking, given: readonly Asked[]): readonly Asked[] {
  const open = openArguments(need);
  const found = given.filter((asked) => !asked.isSkipped && isSame(need, view, asked, asking, open));
  // If the fields found differ in an open argument, as two pages of one list do, only those like the first are used.
  return open.size === 0 ? found : found.filter((asked) => isSame(found[0]!, asking, asked, asking));
}

/** The arguments to which the view's fragment gives a variable. */
export function openArguments({ nodes: [node] }: Asked): ReadonlySet<string> {
  const open = node?.arguments?.filter(({ value }) => value.kind === Kind.VARIABLE) ?? [];
  return new Set(open.map(({ name }) => name.value));
}

function missingOf(view: Asking, needs: readonly Asked[], asking: Asking, given: readonly Asked[]): readonly Missing[] {
  return needs.flatMap((need): Missing[] => {
    const found = matches(view, need, asking, given);
    const inner = fieldsUnder(view, need);
    const within = missingOf(
      view,
      inner,
      asking,
      found.flatMap((asked) => fieldsUnder(asking, asked)),
    );
    return found.length === 0 || within.length > 0 ? [{ need, found, within }] : [];
  });
}

function readingsOf(
  view: Asking,
  needs: readonly Asked[],
  asking: Asking,
  given: readonly Asked[],
): readonly Reading[] {
  return needs.map((need) => {
    const isLeaf = !isCompositeType(getNamedType(need.field.type));
    return {
      to: need.key,
      from: matches(view, need, asking, given).map((asked) => ({
        key: asked.key,
        inner: isLeaf ? null : readingsOf(view, fieldsUnder(view, need), asking, fieldsUnder(asking, asked)),
      })),
    };
  });
}

function readAs(readings: readonly Reading[], value: unknown): unknown {
  if (value == null) return value;
  if (Array.isArray(value)) return value.map((item) => readAs(readings, item));
  const row = value as Variables;
  const read: Record<string, unknown> = {};
  for (const { to, from } of readings) {
    const parts = from.map(({ key, inner }) => (inner === null ? row[key] : readAs(inner, row[key])));
    if (parts.length > 0) read[to] = parts.reduce(merged);
  }
  return read;
}

/**
 * Merges the values of two fields of the document that are the same field of the view. Each of them may have subfields
 * that the other lacks.
 */
function merged(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((item, i) => merged(item, b[i]));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a;
  const [left, right] = [a as Variables, b as Variables];
  return Object.fromEntries(
    [...new Set([...Object.keys(left), ...Object.keys(right)])].map((key) => [
      key,
      !(key in left) ? right[key] : !(key in right) ? left[key] : merged(left[key], right[key]),
    ]),
  );
}

/** The paths of the missing fields, such as `steps.behind(of: ENTERED)`. */
export function namesOf(missing: readonly Missing[], before = ""): readonly string[] {
  return missing.flatMap(({ need, found, within }) => {
    const name = before + nameOf(need);
    return found.length === 0 ? [name] : namesOf(within, `${name}.`);
  });
}

function nameOf({ field, nodes: [node] }: Asked): string {
  const given = node?.arguments?.filter(({ value }) => value.kind !== Kind.VARIABLE) ?? [];
  return given.length === 0 ? field.name : `${field.name}(${given.map((argument) => print(argument)).join(", ")})`;
}
