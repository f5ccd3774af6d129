// A parameter in Cypher notation: maps with bare or quoted keys, texts in double quotes. People can paste the text into
// a tool. The service itself sends parameters, and never such text.
export function cypherLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(cypherLiteral).join(", ")}]`;
  if (value !== null && typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, member]) => `${keyOf(key)}: ${cypherLiteral(member)}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}

function keyOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : `\`${key.replaceAll("`", "``")}\``;
}
