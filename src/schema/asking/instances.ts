// Makes instances of the argument classes from the plain objects that GraphQL returns. They are needed because the
// rules of arguments are decorators of the classes (shared/rules.ts), so only instances can be validated.
import { type ClassType, getMetadataStorage } from "type-graphql";
import { fieldsOf } from "./plain.js";

type Plain = Readonly<Record<string, unknown>>;

/** The fields of a class that hold objects, with the class of these objects. */
type Nested = readonly (readonly [name: string, type: ClassType<object>])[];

/**
 * Makes an instance of the class `type` from an object, or a list of instances from a list of objects. If `type` is not
 * a class of arguments or inputs, the value is returned unchanged. The generator yields after each member of a list, so
 * that a long list can be read in turns of the event loop.
 */
export function* instancesOf(type: unknown, value: unknown): Generator<undefined, unknown> {
  if (typeof value !== "object" || value === null || !isClass(type)) return value;
  if (Array.isArray(value)) {
    const instances: unknown[] = [];
    for (const member of value as unknown[]) {
      instances.push(yield* instancesOf(type, member));
      yield;
    }
    return instances;
  }
  const instance = Object.assign(Object.create(type.prototype) as Record<string, unknown>, value as Plain);
  for (const [name, of] of nestedIn(type)) instance[name] = yield* instancesOf(of, instance[name]);
  return instance;
}

function isClass(type: unknown): type is ClassType<object> {
  return classes().has(type as ClassType<object>);
}

let known: ReadonlySet<unknown> | null = null;

/** The classes of arguments and of inputs. */
function classes(): ReadonlySet<unknown> {
  const { inputTypes, argumentTypes } = getMetadataStorage();
  known ??= new Set([...inputTypes, ...argumentTypes].map(({ target }) => target));
  return known;
}

const nested = new WeakMap<object, Nested>();

function nestedIn(type: ClassType<object>): Nested {
  let found = nested.get(type);
  if (found === undefined) {
    found = [...fieldsOf(type)].flatMap(([name, field]) => {
      const of = field.getType();
      return isClass(of) ? [[name, of] as const] : [];
    });
    nested.set(type, found);
  }
  return found;
}
