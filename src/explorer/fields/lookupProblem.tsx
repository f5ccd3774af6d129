// Says beside a field that what it offers could not be looked up, so that nobody takes an error for "there is nothing".
interface LookupProblemProps {
  readonly error: unknown;
  readonly again: () => void;
}

export function LookupProblem({ error, again }: LookupProblemProps) {
  return (
    <p className="field-problem" role="alert">
      {error instanceof Error ? error.message : String(error)}{" "}
      <button type="button" className="control quiet" onClick={again}>
        Ask again
      </button>
    </p>
  );
}
