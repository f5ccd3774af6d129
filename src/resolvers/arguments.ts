// Reads the arguments of every field: turns them into instances of their classes, and validates them. A large argument,
// such as 10,000 rows, is read over several turns of the event loop, so that other requests are served in between. If
// the request ends in the meantime, reading the arguments of a query stops.
//
// type-graphql would read the arguments without interruption. It would also search for the classes of the fields at
// each object, so 10,000 rows held the event loop for 30 ms. The only way to use another reader is a parameter with a
// decorator of its own. Once the schema is built, this file therefore replaces each parameter of type-graphql by such a
// parameter.
import { OperationTypeNode } from "graphql";
import { type ClassType, getMetadataStorage, type ResolverData } from "type-graphql";
import { instancesOf } from "../schema/asking/instances.js";
import { validating } from "../schema/asking/validate.js";
import { ownTurn, turnIsLong } from "../service/turns.js";
import type { Context } from "./context.js";

type Param = NonNullable<ReturnType<typeof getMetadataStorage>["queries"][number]["params"]>[number];
type Declared = Extract<Param, { kind: "arg" | "args" }>;

/** The original parameter, which declares the arguments, for each parameter that replaces one. */
const declared = new WeakMap<Param, Declared>();

/** The parameter as its decorator declares it. */
export function declaredParam(param: Param): Param {
  return declared.get(param) ?? param;
}

/** Also takes effect for a schema that is already built. */
export function readArgumentsInTurns(): void {
  const { queries, mutations, fieldResolvers } = getMetadataStorage();
  for (const { params = [] } of [...queries, ...mutations, ...fieldResolvers])
    for (const [i, param] of params.entries())
      if (param.kind === "arg" || param.kind === "args") params[i] = replaced(param);
}

function replaced(param: Declared): Param {
  const { target, methodName, index } = param;
  const isOne = param.kind === "arg";
  // If the argument is declared with `@Arg`, its path is its name. The arguments of a class have their own names.
  const at = isOne ? param.name : "";
  const resolver = async ({ args, context, info }: ResolverData<Partial<Context>>): Promise<unknown> => {
    const given: unknown = isOne ? args[param.name] : args;
    // A mutation is carried out even if the client disconnects, so reading its arguments does not stop.
    const signal = info.operation.operation === OperationTypeNode.QUERY ? context.scope?.signal : undefined;
    const read = await inTurns(instancesOf(param.getType() as ClassType<object>, given), signal);
    await inTurns(validating(read, at), signal);
    return read;
  };
  const own: Param = { kind: "custom", target, methodName, index, options: {}, resolver };
  declared.set(own, param);
  return own;
}

/** Number of steps between two checks of the clock. This many steps take at most 1 ms. */
const LOOK_EVERY = 50;

/** Rejects with the reason of the signal if the request ended between two turns. */
async function inTurns<T>(steps: Generator<undefined, T>, signal: AbortSignal | undefined): Promise<T> {
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (count % LOOK_EVERY !== 0 || !turnIsLong()) continue;
    await ownTurn();
    signal?.throwIfAborted();
  }
}
