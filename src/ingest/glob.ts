// Patterns of names, as in `Campaign received*`: `*` is any text, `?` any one character, upper and lower case are the
// same, the whole name must fit.

export function globMatcher(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => false;
  const sources = patterns.map((pattern) =>
    // Runs of `*` are one: nested ones would make the expression slow.
    pattern
      .replace(/\*+/g, "*")
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, "."),
  );
  const expression = new RegExp(`^(?:${sources.join("|")})$`, "isu");
  return (name) => expression.test(name);
}
