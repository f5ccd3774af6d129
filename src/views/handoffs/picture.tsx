// The picture of handoffs: which changes of channel fail more often than the others? A list of the pairs in order of
// excess failures comes first, then a matrix of all pairs. A click on a row or a cell selects the pair, and the page
// then shows details of it. A click on a count opens its journeys.
import { useMemo } from "react";
import { format } from "../format.js";
import { Picture } from "../Picture.js";
import type { PictureProps } from "../view.js";
import { HandoffList } from "./list.js";
import { listLayout } from "./listLayout.js";
import { HandoffMatrix } from "./matrix.js";
import { matrixLayout } from "./matrixLayout.js";
import { type Answer, nameOf, verdictOf } from "./pair.js";

/** The distance between the list and the matrix, in pixels. */
const GAP = 14;

export function HandoffsPicture({ answer, width, selected, onSelect, onOpen }: PictureProps<Answer>) {
  const list = useMemo(() => listLayout(answer, width), [answer, width]);
  const matrix = useMemo(() => matrixLayout(answer, width), [answer, width]);
  return (
    <Picture
      label={labelOf(answer)}
      width={width}
      height={list.height + (matrix === null ? 0 : GAP + matrix.height)}
      selected={selected}
      onSelect={onSelect}
      {...(onOpen === undefined ? {} : { onOpen })}
    >
      <HandoffList answer={answer} layout={list} selected={selected} />
      {matrix !== null && <HandoffMatrix answer={answer} layout={matrix} top={list.height + GAP} selected={selected} />}
    </Picture>
  );
}

function labelOf({ handoffs }: Answer): string {
  const broken = handoffs.filter((pair) => verdictOf(pair) === "broken");
  return `${format.plural(handoffs.length, "pair")} by excess failures. ${
    broken.length === 0 ? "None is broken." : `Broken: ${broken.slice(0, 5).map(nameOf).join(", ")}.`
  }`;
}
