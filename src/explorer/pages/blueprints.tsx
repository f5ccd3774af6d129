// The page of blueprints: the designs and their versions, the differences between two versions, and the editor.
import { useMemo } from "react";
import { format } from "../../views/format.js";
import { useAnswer } from "../answers/useAnswer.js";
import { useIsReadOnly } from "../answers/useStatus.js";
import { Diff } from "../designs/diff.js";
import { draftOf, EMPTY_DRAFT } from "../designs/draft.js";
import { Editor } from "../designs/editor.js";
import { mayLeave, NEW_DRAFT } from "../designs/leaving.js";
import { BlueprintField } from "../fields/blueprintField.js";
import {
  ExplorerBlueprintDocument,
  type ExplorerBlueprintQuery,
  ExplorerBlueprintsDocument,
} from "../generated/graphql.js";
import { Form, Select } from "../shell/fields.js";
import { PlaceLink } from "../shell/placeLink.js";
import { Shown, withLook } from "../shell/questionPage.js";
import { Share } from "../shell/share.js";
import { MapTabs } from "../shell/subTabs.js";
import { useTitle } from "../shell/useTitle.js";
import { type State, stateAt, withField } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import "./blueprints.css";

const NO_VARIABLES = {};

export default function BlueprintsPage() {
  const { state, go } = useExplorer();
  const { args, look } = state;
  const list = useAnswer(ExplorerBlueprintsDocument, NO_VARIABLES);
  const blueprints = list.data?.blueprints;
  const isNew = look.new !== undefined || blueprints?.length === 0;
  const key = isNew
    ? undefined
    : ((args.blueprint as string | undefined) ??
      (blueprints?.find(({ kind }) => kind === "JOURNEY") ?? blueprints?.[0])?.key);
  const version = args.version as number | undefined;
  const variables = key === undefined ? null : { key, ...(version === undefined ? {} : { version }) };
  const asked = useAnswer(ExplorerBlueprintDocument, variables);
  const design = isNew ? undefined : asked.data?.blueprint;
  const readOnly = useReadOnly();
  useTitle("Blueprints");
  const name = isNew ? NEW_DRAFT : design === undefined ? "" : nameOf(design);
  const goTo = (next: State) => {
    if (mayLeave(name)) go(next);
  };
  const toVersion = (blueprint: string, to: number | undefined): State => ({
    ...state,
    args: withField(withField(args, "blueprint", blueprint), "version", to),
    look: {},
  });
  return (
    <article className="question">
      <MapTabs />
      <header className="question-head">
        <div>
          <h1>Blueprints</h1>
          <p className="lead">
            The journey as you want it: steps in order, each at one or several touchpoints, and planned series of
            messages. A saved version never changes; saving makes the next one.
          </p>
        </div>
        {variables !== null && <Share document={ExplorerBlueprintDocument} variables={variables} version={undefined} />}
      </header>
      {blueprints !== undefined && blueprints.length > 0 && (
        <Form label="Blueprints">
          <BlueprintField
            blueprint={key}
            version={version}
            onChange={(blueprint, to) => goTo(toVersion(blueprint, to))}
          />
          {design !== undefined && design.versions.length > 1 && (
            <Select
              label="Compare with"
              value={look.from ?? ""}
              options={[
                ["", "no other version"],
                ...design.versions
                  .filter((one) => one !== design.version)
                  .map((one) => [String(one), `Version ${one}`] as const),
              ]}
              onChange={(from) => go(withLook(state, "from", from === "" ? null : from), "replace")}
            />
          )}
          <div className="form-field">
            <span className="form-label">Another one</span>
            <button
              type="button"
              className="control"
              disabled={isNew}
              onClick={() => goTo({ ...state, args: {}, look: { new: "1" } })}
            >
              New blueprint
            </button>
          </div>
        </Form>
      )}
      {isNew ? (
        <>
          <h2 className="design-name">New blueprint</h2>
          <Editor
            key={NEW_DRAFT}
            name={NEW_DRAFT}
            saved={EMPTY_DRAFT}
            isNew
            readOnly={readOnly}
            nextVersion={1}
            onSaved={(saved) => go(toVersion(saved, undefined))}
          />
        </>
      ) : (
        <Shown asked={blueprints === undefined ? list : asked} has={design !== undefined}>
          {design !== undefined && (
            <Design
              design={design}
              from={look.from === undefined ? null : Number(look.from)}
              readOnly={readOnly}
              onSaved={(saved, to) => {
                // If somebody else saved a version in the meantime, the page shows how the two differ, so that neither
                // author overrules the other without knowing it.
                const next = toVersion(saved, undefined);
                const meanwhile = to > Math.max(...design.versions) + 1;
                go(meanwhile ? withLook(next, "from", String(to - 1)) : next);
              }}
            />
          )}
        </Shown>
      )}
    </article>
  );
}

interface DesignProps {
  readonly design: ExplorerBlueprintQuery["blueprint"];
  /** The version with which this one is compared; null if there is none. */
  readonly from: number | null;
  readonly readOnly: string | null;
  readonly onSaved: (key: string, version: number) => void;
}

function Design({ design, from, readOnly, onSaved }: DesignProps) {
  const saved = useMemo(() => draftOf(design), [design]);
  const { key, version, versions, persona } = design;
  const latest = Math.max(...versions);
  const filter = persona === null ? {} : { persona: persona.key };
  return (
    <>
      <div className="design-head">
        <h2 className="design-name">{design.name}</h2>
        <p>
          Version {version} of {latest}, saved on {format.date(design.savedAt)}
          {persona !== null && (
            <>
              , for the persona{" "}
              <PlaceLink to={stateAt("personas", {}, { persona: persona.key })}>{persona.name}</PlaceLink>
            </>
          )}
          .{" "}
          <PlaceLink
            to={stateAt("conformance", filter, { blueprint: key, ...(version === latest ? {} : { version }) })}
          >
            Do journeys follow it?
          </PlaceLink>
        </p>
        {version !== latest && (
          <p className="hint">This is an earlier version. Saving it makes it the newest version, {latest + 1}.</p>
        )}
      </div>
      {from !== null && versions.includes(from) && (
        <Diff blueprint={key} from={Math.min(from, version)} to={Math.max(from, version)} />
      )}
      <Editor
        key={nameOf(design)}
        name={nameOf(design)}
        saved={saved}
        isNew={false}
        readOnly={readOnly}
        nextVersion={latest + 1}
        onSaved={onSaved}
      />
    </>
  );
}

const nameOf = ({ key, version }: ExplorerBlueprintQuery["blueprint"]): string => `${key}/${version}`;

/** The reason why nothing can be saved; null if blueprints can be saved. */
function useReadOnly(): string | null {
  return useIsReadOnly()
    ? "This service only reads: it was started with READ_ONLY. Changes can be tried here, but not saved."
    : null;
}
