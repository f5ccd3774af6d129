// Errors in words: the message of the service, and its remedy.
import { Refusal } from "../../client/client.js";

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function textOf(error: unknown): string {
  const remedy = error instanceof Refusal ? error.remedy : undefined;
  return remedy === undefined ? messageOf(error) : `${messageOf(error)} ${remedy}`;
}
