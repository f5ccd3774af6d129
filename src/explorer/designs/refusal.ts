// Finds the field of the editor at which an error of the service is shown. For example, `blueprint.steps[2].at[0]` is
// the field `at` of the third step.
import { Refusal } from "../../client/client.js";
import { messageOf } from "../answers/errorText.js";

export interface Refused {
  readonly message: string;
  readonly remedy: string | undefined;
  /** The index of the step; null if the error is about the blueprint as a whole. */
  readonly step: number | null;
  /** The field of the step or of the blueprint; null if there is none. */
  readonly field: string | null;
}

/** The name of a field in the API, which the reader of the page does not know. */
const PATH = /`blueprint[\w.[\]]*`/g;

export function refusedOf(error: unknown): Refused {
  const refusal = error instanceof Refusal ? error : null;
  const path = /^blueprint(?:\.steps\[(\d+)\])?(?:\.(\w+))?/.exec(refusal?.argument ?? "");
  return {
    message: messageOf(error).replace(PATH, "This field"),
    remedy: refusal?.remedy,
    step: path?.[1] === undefined ? null : Number(path[1]),
    field: path?.[2] ?? null,
  };
}
