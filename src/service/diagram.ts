// Writes a blueprint as a communications diagram in the language of Mermaid. The diagram shows who receives which
// message, when, and on which channel. Each channel is a row of boxes. An arrow leads from a step to each step that may
// follow. It is labelled with the expected wait or the planned delay.
import type { Blueprint, Step } from "../model/blueprint.js";
import type { Catalogue } from "../model/catalogue.js";
import { formatDuration } from "../model/time.js";

export function diagramOf({ steps }: Blueprint, { touchpoints, channels }: Catalogue): string {
  const touchpointOf = new Map(touchpoints.map((touchpoint) => [touchpoint.key, touchpoint]));
  const channelOf = new Map(channels.map((channel) => [channel.key, channel.name]));
  const idOf = new Map(steps.map(({ key }, i) => [key, `s${i + 1}`]));
  const firstChannel = (step: Step): string => touchpointOf.get(step.at[0]!)?.channel ?? step.at[0]!.split("/")[0]!;
  const lines = ["flowchart LR"];
  const lanes = [...new Set(steps.map(firstChannel))];
  for (const [lane, channel] of lanes.entries()) {
    lines.push(`  subgraph c${lane + 1}[${quoted(channelOf.get(channel) ?? channel)}]`);
    for (const step of steps.filter((one) => firstChannel(one) === channel)) {
      const names = step.at.map((key) => touchpointOf.get(key)?.name ?? key);
      const [open, close] = step.optional ? ["([", "])"] : ["[", "]"];
      lines.push(`    ${idOf.get(step.key)!}${open}${quoted([step.name, names.join(" or ")].join("<br>"))}${close}`);
    }
    lines.push("  end");
  }
  for (const step of steps) {
    if (step.repeatable) lines.push(`  ${idOf.get(step.key)!} --> ${idOf.get(step.key)!}`);
    for (const key of step.next) {
      const label = labelOf(steps.find((next) => next.key === key)!);
      lines.push(`  ${idOf.get(step.key)!} -->${label === null ? "" : `|${quoted(label)}|`} ${idOf.get(key)!}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function labelOf({ delay, expectedWait }: Step): string | null {
  if (delay !== null) return `after ${formatDuration(delay)}`;
  return expectedWait === null ? null : `within ${formatDuration(expectedWait)}`;
}

/** In Mermaid, a quotation mark ends a text, and `#quot;` stands for a quotation mark. */
function quoted(text: string): string {
  return `"${text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll(/[\r\n]+/g, " ")}"`;
}
