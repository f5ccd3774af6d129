// The frame of a page that asks one question. It has the form, the answer as a picture or a table, the warnings, and
// buttons for the query, a link and the files. A click on any count in the picture opens the journeys that it counts.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type ReactNode, useMemo } from "react";
import { Panel } from "../../views/Panel.js";
import type { View } from "../../views/view.js";
import { type Asked, useAnswer } from "../answers/useAnswer.js";
import type { State } from "../state/state.js";
import { useExplorer } from "../state/useExplorer.js";
import { Emptied, isEmptied } from "./emptied.js";
import { journeysBehind } from "./opening.js";
import { Problem } from "./problem.js";
import { Share } from "./share.js";
import { UnitNote } from "./unitNote.js";
import { useTitle } from "./useTitle.js";
import { Warnings } from "./warnings.js";

interface QuestionPageProps<A> {
  readonly title: string;
  /** The question in one sentence, and an explanation of how to read the picture. */
  readonly lead: ReactNode;
  readonly view: View<A, never>;
  /** All arguments, including the filter; null while a required argument is missing in the form. */
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly form: ReactNode;
  /** Shown instead of the picture while `variables` is null. */
  readonly incomplete?: ReactNode;
  /** Shown above the picture, for example because a part of it is missing. */
  readonly notes?: ReactNode;
  /** A summary of the answer, which is shown above the picture. */
  readonly summary?: (answer: A) => ReactNode;
  /** Shown beside the picture, for the selected mark. */
  readonly aside?: (answer: A) => ReactNode;
  /** Shown instead of the picture if the answer has nothing to draw. */
  readonly empty?: (answer: A) => ReactNode;
  /** Data that the page adds to the answer, for views that can show more than one answer. They must be memoized. */
  readonly extra?: Partial<A>;
}

/** What every answer to a question contains. */
interface Answered {
  readonly answer?: { readonly warnings: readonly string[]; readonly dataVersion: string; readonly leftOut?: number };
  /** Counts of the journeys that satisfy the filter. */
  readonly totals?: { readonly journeys: number };
}

export function QuestionPage<A>(props: QuestionPageProps<A>) {
  const { title, lead, view, variables, form, incomplete, notes, summary, aside, empty, extra } = props;
  const document = view.query as TypedDocumentNode<Record<string, A>, Record<string, unknown>>;
  const asked = useAnswer(document, variables);
  const own = asked.data?.[view.question];
  const answer = useMemo(() => (own === undefined || extra === undefined ? own : { ...own, ...extra }), [own, extra]);
  const isNobodyLeft = isEmptied(useExplorer().state.filter, (answer as Answered | undefined)?.totals?.journeys);
  const empties = answer === undefined ? null : isNobodyLeft ? <Emptied /> : empty?.(answer);
  useTitle(title);
  return (
    <article className="question">
      <header className="question-head">
        <div>
          <h1>{title}</h1>
          <p className="lead">{lead}</p>
        </div>
        {variables !== null && <Share document={document} variables={variables} version={versionOf(answer)} />}
      </header>
      {form}
      {variables === null ? (
        <div className="empty">{incomplete}</div>
      ) : (
        <Shown asked={asked} has={answer !== undefined}>
          {answer !== undefined && (
            <>
              <UnitNote leftOut={(answer as Answered).answer?.leftOut} />
              <Notes answer={answer} isNobodyLeft={isNobodyLeft} />
              {notes}
              {summary !== undefined && !isNobodyLeft && <div className="summary">{summary(answer)}</div>}
              {empties ?? <Drawn view={view} answer={answer} aside={aside} />}
            </>
          )}
        </Shown>
      )}
    </article>
  );
}

function Drawn<A>({ view, answer, aside }: { view: View<A, never>; answer: A; aside?: QuestionPageProps<A>["aside"] }) {
  const { state, go } = useExplorer();
  const { look } = state;
  const beside = aside?.(answer);
  return (
    <div className={beside ? "drawn with-aside" : "drawn"}>
      <Panel
        view={view}
        answer={answer}
        selected={look.select ?? null}
        onSelect={(mark) => go(withLook(state, "select", mark), "replace")}
        onOpen={(opening) => go(journeysBehind(opening))}
        table={look.table !== undefined}
        onTable={(shown) => go(withLook(state, "table", shown ? "1" : null), "replace")}
      />
      {beside}
    </div>
  );
}

/**
 * Shows whether an answer is requested for the first time, refused, or available. An old answer is dimmed until the new
 * one arrives.
 */
export function Shown({ asked, has, children }: { asked: Asked<unknown>; has: boolean; children: ReactNode }) {
  if (asked.error != null && !(has && asked.isLoading)) return <Problem error={asked.error} again={asked.again} />;
  if (!has)
    return (
      <div className="loading" role="status">
        Asking…
      </div>
    );
  return (
    <div className="answer" data-old={asked.isOld || undefined} aria-busy={asked.isLoading}>
      {children}
    </div>
  );
}

/** The text of the warning that <Emptied> replaces. */
const NOBODY = "No journey passes the filter.";

function Notes({ answer, isNobodyLeft }: { answer: unknown; isNobodyLeft: boolean }) {
  const { warnings: all = [] } = (answer as Answered).answer ?? {};
  const warnings = isNobodyLeft ? all.filter((warning) => warning !== NOBODY) : all;
  return <Warnings label="What to watch for" warnings={warnings} />;
}

function versionOf(answer: unknown): string | undefined {
  return (answer as Answered | undefined)?.answer?.dataVersion;
}

export function withLook(state: State, name: string, value: string | null): State {
  const { [name]: _, ...rest } = state.look;
  return { ...state, look: value === null ? rest : { ...rest, [name]: value } };
}
