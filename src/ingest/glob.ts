// Compiles patterns for names, such as `Campaign received*`. In a pattern, `*` stands for any text, and `?` for any
// single character. Upper and lower case are not distinguished. The whole name must match.

export function globMatcher(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => false;
  const sources = patterns.map((pattern) =>
    // Consecutive `*` are merged, because nested ones would make the expression slow.
    pattern
      .replace(/\*+/g, "*")
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, "."),
  );
  const expression = new RegExp(`^(?:${sources.join("|")})$`, "isu");
  return (name) => expression.test(name);
}
