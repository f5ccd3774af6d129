// Reads arguments that did not come through GraphQL: those in a reference (service/references.ts), and those on the
// command line. Each field is coerced by its own GraphQL type, as GraphQL coerces variables; nested classes are
// instantiated; names that the class does not declare are refused. Callers apply the rules (rules.ts) with `validated`.
import { GraphQLBoolean, GraphQLFloat, GraphQLScalarType, GraphQLString, isEnumType } from "graphql";
import { type ClassType, getMetadataStorage } from "type-graphql";
import { ThroughlineError } from "../../model/errors.js";

type Metadata = ReturnType<typeof getMetadataStorage>["fields"][number];
type Plain = Readonly<Record<string, unknown>>;

const BUILT_IN = new Map<unknown, GraphQLScalarType>([
  [String, GraphQLString],
  [Boolean, GraphQLBoolean],
  [Number, GraphQLFloat],
]);
/** Input types that take exactly one field. */
export const ONE_OF: ReadonlySet<string> = new Set(["PointSelector", "Breakdown", "Unit"]);

/**
 * Returns an instance of the class. Throws BAD_ARGUMENT with the path of the first value that does not fit its type.
 */
export function fromPlain<T extends object>(type: ClassType<T>, value: unknown, at = ""): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refused(at, "an object");
  const given = value as Plain;
  const fields = fieldsOf(type);
  for (const name of Object.keys(given)) if (!fields.has(name)) throw refused(within(at, name), "known here");
  const instance = Object.create(type.prototype) as Record<string, unknown>;
  for (const [name, field] of fields) {
    const own = given[name] === undefined ? field.typeOptions.defaultValue : given[name];
    if (own !== undefined) instance[name] = coerced(field, own, within(at, name));
    else if (field.typeOptions.nullable !== true) throw refused(within(at, name), "missing", "is");
  }
  const input = getMetadataStorage().inputTypes.find(({ target }) => target === type);
  if (
    input !== undefined &&
    ONE_OF.has(input.name) &&
    Object.values(instance).filter((own) => own != null).length !== 1
  )
    throw refused(at, "exactly one choice");
  return instance as T;
}

function coerced(field: Metadata, value: unknown, at: string): unknown {
  // `getType` must be called first, because type-graphql finds out only then whether the field is a list.
  const type = field.getType();
  const { nullable, array } = field.typeOptions;
  if (value === null) {
    if (nullable === true || nullable === "itemsAndList") return null;
    throw refused(at, "null");
  }
  if (array !== true) return coercedOne(type, value, at);
  // As in GraphQL, a single value is accepted in place of a list with one member.
  return (Array.isArray(value) ? value : [value]).map((member, i) => coercedOne(type, member, `${at}[${i}]`));
}

function coercedOne(type: ReturnType<Metadata["getType"]>, value: unknown, at: string): unknown {
  const scalar = type instanceof GraphQLScalarType ? type : BUILT_IN.get(type);
  if (scalar !== undefined)
    try {
      return scalar.parseValue(value);
    } catch {
      throw refused(at, `a ${scalar.name}`);
    }
  if (typeof type === "object" && !isEnumType(type)) {
    // In this schema, the names of an enumeration are also its values.
    if (typeof value === "string" && Object.hasOwn(type, value)) return value;
    throw refused(at, `one of ${Object.keys(type).join(", ")}`);
  }
  return fromPlain(type as ClassType<object>, value, at);
}

/** The fields that a class and its base classes declare. The keys are the names of the fields. */
export function fieldsOf(type: ClassType<object>): ReadonlyMap<string, Metadata> {
  const known = fields.get(type);
  if (known !== undefined) return known;
  const { fields: all } = getMetadataStorage();
  const own = new Map<string, Metadata>();
  // If a class and its base class both declare a field, the declaration of the class itself is used.
  for (
    let target: object | null = type;
    target !== null && target !== Function.prototype;
    target = Object.getPrototypeOf(target)
  )
    for (const field of all) if (field.target === target && !own.has(field.name)) own.set(field.name, field);
  fields.set(type, own);
  return own;
}
const fields = new WeakMap<object, ReadonlyMap<string, Metadata>>();

function within(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

function refused(at: string, what: string, verb = "is not"): ThroughlineError {
  return new ThroughlineError("BAD_ARGUMENT", `\`${at}\` ${verb} ${what}.`, {
    at,
    remedy: "The schema describes the argument.",
  });
}
