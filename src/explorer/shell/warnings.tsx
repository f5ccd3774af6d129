// The warnings of an answer. Names of the API, which the service puts between backticks, are shown as code.
import { Fragment } from "react";

interface WarningsProps {
  readonly label: string;
  readonly warnings: readonly string[];
}

export function Warnings({ label, warnings }: WarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <ul className="warnings" aria-label={label}>
      {warnings.map((warning) => (
        <li key={warning}>
          {warning.split("`").map((part, i) => {
            const isCode = i % 2 === 1;
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order.
            return <Fragment key={i}>{isCode ? <code>{part}</code> : part}</Fragment>;
          })}
        </li>
      ))}
    </ul>
  );
}
