// Adds the persona and the segment of a journey map to its filter. They are separate arguments, which have the same
// effect as in the filter.
import { ThroughlineError } from "../../model/errors.js";

export interface MapNames {
  readonly filter?: { readonly persona?: string | null; readonly segments?: readonly string[] | null } | null;
  readonly persona?: string | null;
  readonly segment?: string | null;
}

/**
 * The filter with the persona and the segment, in the form in which a client would give it. Throws BAD_ARGUMENT if one
 * of them is given twice.
 */
export function withNames({ filter, persona, segment }: MapNames): object | null | undefined {
  if (persona == null && segment == null) return filter;
  for (const [at, own, other] of [
    ["persona", persona, filter?.persona],
    ["segment", segment, filter?.segments],
  ] as const)
    if (own != null && other != null)
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is given, and so is the same condition in \`filter\`.`, {
        at,
        remedy: "Give one of them.",
      });
  return {
    ...filter,
    ...(persona == null ? {} : { persona }),
    ...(segment == null ? {} : { segments: [segment] }),
  };
}

/**
 * Changes the path of an error about the persona or the segment in the filter to the path of the argument that gave it.
 */
export function atOwnArgument(error: unknown, { persona, segment }: MapNames): unknown {
  if (!(error instanceof ThroughlineError) || error.at === undefined) return error;
  const isPersona = persona != null && error.at === "filter.persona";
  const isSegment = segment != null && error.at.startsWith("filter.segments");
  if (!isPersona && !isSegment) return error;
  const at = isPersona ? "persona" : "segment";
  return new ThroughlineError(error.code, error.message.replaceAll(error.at, at), {
    at,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    ...(error.allowed === undefined ? {} : { allowed: error.allowed }),
  });
}
