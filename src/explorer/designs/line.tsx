// A field of the editor with its label, and the error of the service about this field.
import { type ReactNode, useId } from "react";
import type { Refused } from "./refusal.js";

interface Aria {
  readonly id: string;
  readonly "aria-invalid"?: boolean;
  readonly "aria-describedby"?: string;
}

interface LineProps {
  readonly label: string;
  readonly hint?: string;
  readonly refused: Refused | null;
  readonly children: (aria: Aria) => ReactNode;
}

/** A field with its label, and the error of the service that is about it. */
export function Line({ label, hint, refused, children }: LineProps) {
  const id = useId();
  const error = `${id}-error`;
  return (
    <div className="form-field">
      <label className="form-label" htmlFor={id}>
        {label}
        {hint !== undefined && <small> {hint}</small>}
      </label>
      {children({ id, ...(refused === null ? {} : { "aria-invalid": true, "aria-describedby": error }) })}
      {refused !== null && (
        <span id={error}>
          <Refusal refused={refused} />
        </span>
      )}
    </div>
  );
}

export function Refusal({ refused: { message, remedy } }: { readonly refused: Refused }) {
  return (
    <span className="refused" role="alert">
      ✕ {message}
      {remedy !== undefined && ` ${remedy}`}
    </span>
  );
}
