// Reads a PointSelector from the command line: `channels=search,web`, `goal=purchase` or `any`.
import type { PointSelector } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";

export const SELECTOR = "channels=a,b or touchpoints=…, kinds=…, stages=…, goal=…, any";
const LISTS = ["touchpoints", "kinds", "channels", "stages"];

export function readSelector(text: string | undefined, at: string): PointSelector | null {
  if (text === undefined) return null;
  if (text === "any") return { any: true };
  const [, choice, value] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  if (choice === "goal") return { goal: value! };
  if (choice !== undefined && LISTS.includes(choice))
    return { [choice]: value!.split(",").map((name) => name.trim()) } as PointSelector;
  throw new ThroughlineError("BAD_ARGUMENT", `"${text.slice(0, 100)}" is not a valid selector (\`${at}\`).`, {
    at,
    remedy: `Write ${SELECTOR}.`,
    allowed: [...LISTS.map((list) => `${list}=…`), "goal=…", "any"],
  });
}
