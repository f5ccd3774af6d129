// A step of the tour, and the code that writes the comments above its query.

export interface TourStep {
  /** Name of the operation, and therefore of the tab. */
  readonly name: string;
  readonly title: string;
  /** The question, in one or two sentences. Names of fields and arguments are in backticks here and in all texts. */
  readonly answers: string;
  readonly query: string;
}

export interface StepText extends Omit<TourStep, "query"> {
  /** Explanations that the reader needs to read the answer. */
  readonly more: readonly string[];
  /** The chosen names, with the reasons for the choice. */
  readonly chosen: readonly string[];
  /** What the reader can change in the query, and how. */
  readonly change: readonly string[];
  /** The operations of the step. */
  readonly operations: string;
}

/** Makes the document of a step: its operations, below comments that contain all texts of the step. */
export function tourStep({ name, title, answers, more, chosen, change, operations }: StepText): TourStep {
  const comments = explain({ title, answers: [answers, ...more], chosen, change });
  return { name, title, answers, query: `${comments}\n${operations}` };
}

/** The width of a comment in columns, which fits between the tour's pane and the answer on a common screen. */
const WIDTH = 49;

/** The comments above a step's query. `answers` has the question and the explanations of the answer. */
export function explain({
  title,
  answers,
  chosen,
  change,
}: Pick<StepText, "title" | "chosen" | "change"> & { readonly answers: readonly string[] }): string {
  const lines = [title.toUpperCase(), ...answers].flatMap((text) => wrap("", text));
  if (chosen.length + change.length > 0) lines.push("");
  lines.push(...block("Chosen", chosen), ...block("Change", change));
  return lines.map((line) => `# ${line}`.trimEnd()).join("\n");
}

const block = (head: string, entries: readonly string[]): string[] =>
  entries.flatMap((entry, i) => wrap(i === 0 ? `${head}  ` : " ".repeat(head.length + 2), entry));

/**
 * Wraps the text, and indents further lines to the text after the heading. Names come from data, and a line break in a
 * name must not end the comment, so all white space becomes one space.
 */
function wrap(head: string, text: string): string[] {
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(/\s+/u)) {
    if (line.trim() !== "" && line.length + word.length > WIDTH) {
      lines.push(line.trimEnd());
      line = " ".repeat(head.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

/**
 * Divides a text at the parts in backticks, which are code: names of fields and arguments. A backtick without a partner
 * belongs to a name, and stays in the text.
 */
export function partsOf(text: string): readonly { readonly part: string; readonly isCode: boolean }[] {
  return text
    .split(/`([^`]+)`/u)
    .map((part, i) => ({ part, isCode: i % 2 === 1 }))
    .filter(({ part }) => part !== "");
}
