// Recognises placeholders: texts such as `null` that programs write if they do not know a value. If such a text were
// accepted as a customer, all unknown customers would become one person. If it were accepted as a journey or case, all
// unknown journeys would become one journey.
import { JsonProblem, readJson } from "./json.js";

const WORDS =
  /^(?:null|\(null\)|nil|none|undefined|nan|n\/a|#n\/a|\(not set\)|\(none\)|\\n|true|false|\[object object\])$/i;
/** Zero, and the identifier that consists of zeros. */
const ZERO = /^[+-]?0+(?:[.,]0+)?$|^\{?0{8}-?0{4}-?0{4}-?0{4}-?0{12}\}?$/;
/** The first characters that a placeholder can have. This check excludes nearly every key at once. */
const FIRST = new Set([..."nNuUtTfF(#\\[{0+-"].map((character) => character.charCodeAt(0)));

/**
 * Returns the reason why the text does not identify a customer, as the end of a sentence, or null if the text may
 * identify one. Callers trim blanks first.
 */
export function whyNobody(text: string): string | null {
  if (!FIRST.has(text.charCodeAt(0))) return null;
  if (WORDS.test(text))
    return /^(?:true|false)$/i.test(text) ? "is true or false, which is not a key" : "means that there is no value";
  if (ZERO.test(text)) return "is a zero, which systems write if the customer is unknown";
  return isJson(text) ? "is a JSON object or list, which is not a key" : null;
}

/** Whether the text is a placeholder, so that the journey or case is unknown. */
export function isPlaceholder(text: string): boolean {
  return FIRST.has(text.charCodeAt(0)) && (WORDS.test(text) || ZERO.test(text));
}

function isJson(text: string): boolean {
  if (!/^(?:\{\s*["}]|\[)/.test(text)) return false;
  try {
    readJson(text, null);
    return true;
  } catch (cause) {
    if (cause instanceof JsonProblem) return false;
    throw cause;
  }
}
