// Finds the order of day, month and year in a format as people write it: `DD/MM/YYYY HH:mm`, `dd.MM.yy`, `%d/%m/%Y`, or
// just `DMY`. Only this order is used: dates with other separators, other numbers of digits or another form of the time
// of day are read too.
import { ThroughlineError } from "./errors.js";

export interface DateFormat {
  /** The format as given. */
  readonly text: string;
  readonly order: DateOrder;
  /**
   * Whether dates in this format consist of digits alone, as with `YYYYMMDD`. Without this information, such a date
   * would be read as a number.
   */
  readonly compact: boolean;
}

export const DATE_ORDERS = ["YMD", "DMY", "MDY", "YDM"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const STRPTIME: Readonly<Record<string, string>> = {
  "%Y": "YYYY",
  "%y": "YY",
  "%m": "MM",
  "%b": "MM",
  "%B": "MM",
  "%d": "DD",
  "%e": "DD",
};

/** Throws BAD_ARGUMENT. */
export function parseDateFormat(text: string): DateFormat {
  const plain = text.trim().replace(/%[a-zA-Z]/g, (token) => STRPTIME[token] ?? "");
  // The rest of the format is a time of day. Names of weekdays do not affect the order.
  const date = plain.replace(/E+,?/g, "").replace(/'[^']*'/g, "");
  const runs = [...date.matchAll(/([YyMDd])\1*/g)];
  const letters = runs.slice(0, 3).map(([run]) => run[0]!.toUpperCase());
  const order = DATE_ORDERS.find((candidate) => candidate === letters.join(""));
  if (order === undefined) {
    const minutes = /m/.test(plain) && !/M/.test(plain);
    throw new ThroughlineError("BAD_ARGUMENT", `"${text}" is not a date format.`, {
      at: "date-format",
      remedy: minutes
        ? "Months are MM, minutes mm: write DD/MM/YYYY, for instance."
        : "Write the order of day, month and year, such as DD/MM/YYYY, MM/DD/YYYY or YYYYMMDD.",
      allowed: ["DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "YYYY-MM-DD", "YYYYMMDD"],
    });
  }
  const last = runs[2]!;
  const between = date.slice(runs[0]!.index, last.index + last[0].length);
  return { text, order, compact: between.length >= 6 && /^[YyMDd]+$/.test(between) };
}
