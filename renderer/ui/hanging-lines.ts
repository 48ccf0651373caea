import { RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet } from '@codemirror/view';

/** Lines that begin further right than this have no room to hang. */
const deepest = 24;
/** What goes on of a line stands this much further right than it begins. */
const hang = 2;

const marks = Array.from({ length: deepest + 1 }, (_, letters) => Decoration.line({ class: `cm-hang-${letters}` }));

// Classes, not styles of elements: the page's policy takes none of those.
const look = EditorView.theme({
  ...Object.fromEntries(
    marks.map((_, letters) => [
      `.cm-line.cm-hang-${letters}`,
      { paddingLeft: `calc(4px + ${letters + hang}ch)`, textIndent: `-${letters + hang}ch` },
    ]),
  ),
  '.cm-violation-words': { textIndent: '0' },
});

/** How far in a line begins, in letters. */
const begins = (text: string): number => /^ */.exec(text)?.[0].length ?? 0;

function hanging(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const letters = begins(line.text);
      const mark = letters === 0 ? undefined : marks[Math.min(letters, deepest)];
      if (mark) builder.add(line.from, line.from, mark);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/**
 * Wraps long lines so that what goes on of one never stands left of where it began: the shape of the text stays. To read only: in a field
 * that is typed in, Chromium carries the look of a line over to the next as a style of an element, which the page's policy refuses.
 */
export function hangingLines(): Extension {
  return [
    look,
    ViewPlugin.define(
      (view) => ({
        marked: hanging(view),
        update(update) {
          if (update.docChanged || update.viewportChanged) this.marked = hanging(update.view);
        },
      }),
      { decorations: (plugin) => plugin.marked },
    ),
  ];
}
