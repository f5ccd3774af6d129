// A small button in the corner of the page, which opens a field for the API key. The key is kept for the browser
// session (key.ts).
import { useState } from "react";
import { apiKey, setApiKey } from "./key.js";

export function KeyForm({ onKey }: { onKey: () => void }) {
  const [key, setKey] = useState(apiKey());
  return (
    <form
      className="throughline-key-form"
      onSubmit={(event) => {
        event.preventDefault();
        setApiKey(key.trim());
        onKey();
      }}
    >
      <label htmlFor="throughline-key">API key</label>
      <input
        id="throughline-key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <button type="submit" className="throughline-button">
        Use
      </button>
      <p>Sent as “Authorization: Bearer …” and kept until this browser tab closes. Clear the field to send no key.</p>
    </form>
  );
}

export function KeyMenu({ onKey }: { onKey: () => void }) {
  const [open, setOpen] = useState(false);
  const has = apiKey() !== "";
  return (
    <div className="throughline-key">
      <button
        type="button"
        className="graphiql-un-styled throughline-key-button"
        aria-expanded={open}
        title={has ? "An API key is set" : "Set an API key"}
        aria-label="API key"
        onClick={() => setOpen(!open)}
      >
        <svg
          viewBox="0 0 24 24"
          width="18"
          height="18"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          aria-hidden="true"
        >
          <circle cx="8" cy="15" r="4.5" fill={has ? "currentColor" : "none"} fillOpacity="0.4" />
          <path d="m11.5 11.5 8-8m-3.5 3.500 3 3" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </button>
      {open && (
        <div className="throughline-key-popover">
          <KeyForm
            onKey={() => {
              setOpen(false);
              onKey();
            }}
          />
        </div>
      )}
    </div>
  );
}
