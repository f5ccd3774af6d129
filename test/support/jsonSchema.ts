// Checks whether a value is valid for a JSON Schema (draft 2020-12). It knows only the keywords of the one schema that
// a test uses, and any other keyword is an error.
type Schema = Readonly<Record<string, unknown>>;

/** Returns the places with errors, each with its error. The list is empty if the value is valid. */
export function problemsOf(value: unknown, root: Schema): string[] {
  return check(value, root, root, "");
}

const WORDS = new Set([
  ...[
    "$ref",
    "type",
    "enum",
    "oneOf",
    "anyOf",
    "allOf",
    "required",
    "items",
    "uniqueItems",
    "pattern",
    "minimum",
    "maximum",
  ],
  ...["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"],
  ...["$schema", "$id", "$defs", "$comment", "title", "description", "default", "deprecated", "format"],
]);

function check(value: unknown, schema: Schema, root: Schema, at: string): string[] {
  const unknown = Object.keys(schema).filter((word) => !WORDS.has(word));
  if (unknown.length > 0) throw new Error(`the schema says ${unknown} at ${at}`);
  const under = (part: unknown, place = at, of = value): string[] => check(of, part as Schema, root, place);
  const problems: string[] = [];
  const complain = (what: string): void => void problems.push(`${at || "/"} ${what}`);

  if (schema.$ref !== undefined) problems.push(...under(resolveRef(schema.$ref as string, root)));
  if (schema.type !== undefined) {
    const types = [schema.type].flat() as string[];
    if (!types.some((type) => isOf(type, value))) complain(`is no ${types.join(" or ")}`);
  }
  if (schema.enum !== undefined && !(schema.enum as unknown[]).includes(value)) complain(`is none of ${schema.enum}`);
  for (const part of (schema.allOf as unknown[] | undefined) ?? []) problems.push(...under(part));
  for (const [word, fits] of [
    ["oneOf", (n: number) => n === 1],
    ["anyOf", (n: number) => n >= 1],
  ] as const) {
    const parts = schema[word] as unknown[] | undefined;
    if (parts === undefined) continue;
    const tried = parts.map((part) => under(part));
    if (!fits(tried.filter((found) => found.length === 0).length))
      complain(`fits not ${word} (${tried.flat().join("; ")})`);
  }
  if (
    typeof value === "string" &&
    schema.pattern !== undefined &&
    !new RegExp(schema.pattern as string, "u").test(value)
  )
    complain(`does not match ${schema.pattern}`);
  if (typeof value === "number") {
    if (value < ((schema.minimum as number | undefined) ?? -Infinity)) complain(`is less than ${schema.minimum}`);
    if (value > ((schema.maximum as number | undefined) ?? Infinity)) complain(`is more than ${schema.maximum}`);
  }
  if (Array.isArray(value)) {
    if (schema.items !== undefined)
      for (const [i, item] of value.entries()) problems.push(...under(schema.items, `${at}/${i}`, item));
    if (schema.uniqueItems === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
      complain("holds something twice");
  } else if (isOf("object", value)) {
    const object = value as Readonly<Record<string, unknown>>;
    for (const name of (schema.required as string[] | undefined) ?? [])
      if (!(name in object)) complain(`lacks ${name}`);
    const known = namesKnown(object, schema, root, false);
    for (const [name, part] of Object.entries(object)) {
      for (const rule of rulesOf(name, schema)) problems.push(...under(rule, `${at}/${name}`, part));
      const free = rulesOf(name, schema).length === 0;
      const more = schema.additionalProperties;
      if (free && typeof more === "object") problems.push(...under(more, `${at}/${name}`, part));
      if (free && more === false) complain(`has an unknown ${name}`);
      if (schema.unevaluatedProperties === false && !known.has(name)) complain(`has an unknown ${name}`);
    }
  }
  return problems;
}

function rulesOf(name: string, { properties, patternProperties }: Schema): unknown[] {
  const own = (properties as Schema | undefined)?.[name];
  const matching = Object.entries((patternProperties as Schema | undefined) ?? {}).filter(([pattern]) =>
    new RegExp(pattern, "u").test(name),
  );
  return [...(own === undefined ? [] : [own]), ...matching.map(([, rule]) => rule)];
}

/** Returns the names of properties for which the schema, or a schema that it refers to, has a rule. */
function namesKnown(object: Schema, schema: Schema, root: Schema, within: boolean): Set<string> {
  const names = new Set(
    Object.keys(object).filter(
      (name) =>
        rulesOf(name, schema).length > 0 ||
        (within && ![undefined, false].includes(schema.additionalProperties as never)),
    ),
  );
  const parts = [...((schema.allOf as Schema[] | undefined) ?? [])];
  if (schema.$ref !== undefined) parts.push(resolveRef(schema.$ref as string, root));
  for (const part of parts) for (const name of namesKnown(object, part, root, true)) names.add(name);
  return names;
}

function resolveRef(ref: string, root: Schema): Schema {
  return ref
    .slice(2)
    .split("/")
    .reduce((at, name) => at[name] as Schema, root);
}

function isOf(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
