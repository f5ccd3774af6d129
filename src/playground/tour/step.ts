// One step of the tour, and how its comments are written.

export interface TourStep {
  /** Name of the operation and so of the tab. */
  readonly name: string;
  readonly title: string;
  /** One sentence: the question. */
  readonly answers: string;
  readonly query: string;
}

/** Lines as comments of GraphQL. Names come from data, so line breaks in them must not end the comment. */
export function comment(...lines: readonly string[]): string {
  return lines.map((line) => `# ${line.replace(/[\r\n\u2028\u2029]+/g, " ")}`.trimEnd()).join("\n");
}
