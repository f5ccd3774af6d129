// The look of the editors. Long comments wrap. The font is a system font, because GraphiQL's own is a web font.
// Comments, which contain the tour's text, have a contrast of at least 4.5 : 1 on both backgrounds. Renders nothing.
import { useGraphiQL, useMonaco } from "@graphiql/react";
import { useEffect } from "react";

const MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace';
/** GraphiQL's names of its two themes. Redefining them changes open editors. */
const THEMES = {
  "graphiql-LIGHT": { base: "vs", comment: "46704c", widget: "#ffffff", accent: "#d60590", argument: "6c69ce" },
  "graphiql-DARK": { base: "vs-dark", comment: "93b58f", widget: "#212a3b", accent: "#ff5794", argument: "908aff" },
} as const;

export function EditorLooks(): null {
  const monaco = useMonaco((state) => state.monaco);
  const editors = useGraphiQL((state) => [
    state.queryEditor,
    state.variableEditor,
    state.headerEditor,
    state.responseEditor,
  ]);
  useEffect(() => {
    for (const [name, { base, comment, widget, accent, argument }] of Object.entries(THEMES)) {
      monaco?.editor.defineTheme(name, {
        base,
        inherit: true,
        rules: [
          { token: "comment", foreground: comment },
          { token: "argument.identifier.gql", foreground: argument },
        ],
        colors: {
          "editor.background": "#ffffff00",
          "scrollbar.shadow": "#ffffff00",
          "editorWidget.background": widget,
          "editorHoverWidget.background": widget,
          "editorSuggestWidget.background": widget,
          "editorSuggestWidget.selectedBackground": `${accent}19`,
          "menu.background": widget,
          "quickInput.background": widget,
          "list.hoverBackground": `${accent}19`,
          "list.highlightForeground": accent,
          focusBorder: accent,
        },
      });
    }
  }, [monaco]);
  useEffect(() => {
    for (const editor of editors) editor?.updateOptions({ wordWrap: "on", fontSize: 13, fontFamily: MONO });
  }, [editors]);
  return null;
}
