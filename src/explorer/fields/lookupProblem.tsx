// Reports beside a field that its choices could not be looked up, so that users do not believe that there are none.
import { textOf } from "../answers/errorText.js";

interface LookupProblemProps {
  readonly error: unknown;
  readonly again: () => void;
}

export function LookupProblem({ error, again }: LookupProblemProps) {
  return (
    <p className="field-problem" role="alert">
      {textOf(error)}{" "}
      <button type="button" className="control quiet" onClick={again}>
        Ask again
      </button>
    </p>
  );
}
