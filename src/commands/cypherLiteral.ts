// Writes a parameter in Cypher notation, so that people can paste it into a tool. Maps have bare or quoted keys, and
// texts are in double quotes. The service itself never sends such text, but real parameters.
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
