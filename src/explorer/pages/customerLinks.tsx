// Links another identity to the customer, and undoes a link. Both ask first, and say what will happen.
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { format } from "../../views/format.js";
import { client } from "../answers/client.js";
import { textOf } from "../answers/errorText.js";
import { refreshAfterSaving } from "../answers/seen.js";
import { useIsReadOnly } from "../answers/useStatus.js";
import {
  ExplorerLinkPreviewDocument,
  type ExplorerLinkPreviewQuery,
  LinkIdentityDocument,
  UnlinkIdentityDocument,
} from "../generated/graphql.js";
import "./customerLinks.css";

const READ_ONLY = "This service only reads: it was started with READ_ONLY. Identities cannot be linked or unlinked.";

interface LinkIdentityProps {
  /** The key of the customer, into whom the other identity is linked. */
  readonly customer: string;
  readonly identities: readonly string[];
}

export function LinkIdentity({ customer, identities }: LinkIdentityProps) {
  const isReadOnly = useIsReadOnly();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState("");
  const [found, setFound] = useState<ExplorerLinkPreviewQuery>();
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState<string>();
  const close = () => {
    setOpen(false);
    setKey("");
    setFound(undefined);
    setProblem(undefined);
  };
  const attempt = async (act: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(textOf(error));
    }
  };
  const other = key.trim();
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (other === customer) return setProblem("This is the key of the customer.");
    if (identities.includes(other)) return setProblem(`${other} already belongs to this customer.`);
    void attempt(async () => setFound(await client.ask(ExplorerLinkPreviewDocument, { key: other })));
  };
  const link = () =>
    attempt(async () => {
      const { linkCustomers } = await client.ask(LinkIdentityDocument, { from: other, into: customer });
      close();
      setDone(`${other} is linked. ${format.plural(linkCustomers.interactions, "interaction")} moved to ${customer}.`);
      await refreshAfterSaving();
    });
  if (!isOpen)
    return (
      <p className="actions">
        <button type="button" className="control" disabled={isReadOnly} onClick={() => setOpen(true)}>
          Link another identity
        </button>
        {isReadOnly && <span className="hint">{READ_ONLY}</span>}
        <span role="status">{done}</span>
      </p>
    );
  return (
    <form className="link-identity" aria-label="Link another identity" onSubmit={look}>
      <label className="field" htmlFor={id}>
        Key of the other identity
      </label>
      <input
        id={id}
        value={key}
        required
        // biome-ignore lint/a11y/noAutofocus: the user has just opened the form.
        autoFocus
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => {
          setKey(event.target.value);
          setFound(undefined);
          setProblem(undefined);
        }}
      />
      <p id={`${id}-problem`} className="field-problem" role="alert">
        {problem}
      </p>
      {found === undefined ? (
        <p className="actions">
          <button type="submit" className="control primary" disabled={other === ""}>
            Continue
          </button>
          <button type="button" className="control" onClick={close}>
            Cancel
          </button>
        </p>
      ) : (
        <Confirmation yes={`Link ${other} to ${customer}`} onYes={() => void link()} onNo={close}>
          <Preview identity={other} customer={customer} found={found} />
        </Confirmation>
      )}
    </form>
  );
}

interface PreviewProps {
  readonly identity: string;
  readonly customer: string;
  readonly found: ExplorerLinkPreviewQuery;
}

function Preview({ identity, customer, found: { person, customer: owner } }: PreviewProps) {
  if (person == null)
    return (
      <p>{`Nothing has been recorded under ${identity} so far. What is recorded under it from now on will belong to ${customer}.`}</p>
    );
  const others = person.identities.filter((one) => one !== identity);
  return (
    <>
      <p>
        {person.key === identity
          ? `${identity} is a customer with ${format.plural(owner?.journeys.totalCount ?? 0, "journey")}, who will no longer be listed separately. All of their interactions will belong to ${customer}.`
          : `${identity} belongs to the customer ${person.key} now. Its interactions will belong to ${customer} instead.`}
      </p>
      {person.key === identity && others.length > 0 && <p>This includes those recorded under {others.join(", ")}.</p>}
      <p className="quiet">
        Every interaction keeps the key under which it was recorded, and Unlink undoes the link. Until then, other
        statements about the owner of {identity} have no effect.
      </p>
    </>
  );
}

interface UnlinkProps {
  readonly from: string;
  readonly into: string;
}

export function Unlink({ from, into }: UnlinkProps) {
  const isReadOnly = useIsReadOnly();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const unlink = async () => {
    setProblem(undefined);
    try {
      const { unlinkCustomers } = await client.ask(UnlinkIdentityDocument, { from, into });
      if (unlinkCustomers.found) await refreshAfterSaving();
      else setProblem("This link no longer exists. Somebody else has removed it.");
    } catch (error) {
      setProblem(textOf(error));
    }
  };
  return (
    <>
      {" "}
      <button
        type="button"
        className="text-button"
        aria-label={`Unlink ${from} from ${into}`}
        aria-expanded={isAsking}
        disabled={isReadOnly}
        title={isReadOnly ? READ_ONLY : undefined}
        onClick={() => setAsking(!isAsking)}
      >
        Unlink
      </button>
      {isAsking && (
        <Confirmation yes={`Unlink ${from}`} onYes={() => void unlink()} onNo={() => setAsking(false)}>
          <p>
            {from} will no longer belong to {into}. The interactions that were recorded under {from} leave this
            customer, as if the link had never been made: they belong to {from} itself again, or to the customer for
            whom {from} was declared.
          </p>
          {problem !== undefined && <p role="alert">{problem}</p>}
        </Confirmation>
      )}
    </>
  );
}

interface ConfirmationProps {
  /** What the button does, in words: "Link card-4 to ana". */
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children: ReactNode;
}

/** Says what will happen before it happens. Escape cancels. */
function Confirmation({ yes, onYes, onNo, children }: ConfirmationProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a dialog would cover the identities that the question is about.
    <div
      className="confirmation"
      role="group"
      aria-label={yes}
      tabIndex={-1}
      ref={box}
      onKeyDown={(event) => {
        if (event.key === "Escape") onNo();
      }}
    >
      {children}
      <p className="actions">
        <button type="button" className="control primary" onClick={onYes}>
          {yes}
        </button>
        <button type="button" className="control" onClick={onNo}>
          Cancel
        </button>
      </p>
    </div>
  );
}
