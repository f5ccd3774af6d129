// Type guards for plain JSON, which can be combined. The drill-down of each question uses them to check the row of a
// reference that a client sends.

export type Shape<T = unknown> = (value: unknown) => value is T;
/** The type that a shape accepts. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

export const text: Shape<string> = (value) => typeof value === "string";
/** A whole number. */
export const count: Shape<number> = (value): value is number => Number.isInteger(value);
export const number: Shape<number> = (value) => typeof value === "number";
export const flag: Shape<boolean> = (value) => typeof value === "boolean";
export const nothing: Shape<null> = (value) => value === null;

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return (value): value is T => (values as readonly unknown[]).includes(value);
}

export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(of);
}

export function either<const Shapes extends readonly Shape[]>(...shapes: Shapes): Shape<Shaped<Shapes[number]>> {
  return (value): value is Shaped<Shapes[number]> => shapes.some((shape) => shape(value));
}

type Fields = Readonly<Record<string, Shape>>;
type RecordOf<Required extends Fields, Optional extends Fields> = {
  readonly [K in keyof Required]: Shaped<Required[K]>;
} & { readonly [K in keyof Optional]?: Shaped<Optional[K]> | null };

/** An object with all fields of `required`, any fields of `optional` (which may be null), and no others. */
// biome-ignore lint/complexity/noBannedTypes: the type of "no optional fields".
export function record<Required extends Fields, Optional extends Fields = {}>(
  required: Required,
  optional?: Optional,
): Shape<RecordOf<Required, Optional>> {
  const shapes = new Map<string, Shape>(Object.entries(required));
  const nullable = new Map<string, Shape>(Object.entries(optional ?? {}));
  return (value): value is RecordOf<Required, Optional> =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(required).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(
      ([name, field]) =>
        shapes.get(name)?.(field) ?? (nullable.has(name) && (field === null || (nullable.get(name) as Shape)(field))),
    );
}
