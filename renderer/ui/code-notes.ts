import { RangeSetBuilder, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';

/** Words that stand on a line: what the contract says against it. Lines count from 1. */
export interface CodeNote {
  readonly line: number;
  readonly words: string;
}

class NoteWidget extends WidgetType {
  readonly words: string;
  constructor(words: string) {
    super();
    this.words = words;
  }
  override eq(other: NoteWidget): boolean {
    return other.words === this.words;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = 'cm-violation-words';
    element.textContent = `◆ ${this.words}`;
    return element;
  }
}

/** Marks the lines that break the contract, with the words at their right. */
export function codeNotes(state: EditorState, notes: readonly CodeNote[]): Extension {
  const byLine = new Map<number, string[]>();
  for (const note of notes) {
    if (note.line >= 1 && note.line <= state.doc.lines) byLine.set(note.line, [...(byLine.get(note.line) ?? []), note.words]);
  }
  const builder = new RangeSetBuilder<Decoration>();
  for (const [line, words] of [...byLine].sort(([a], [b]) => a - b)) {
    const { from, to } = state.doc.line(line);
    builder.add(from, from, Decoration.line({ class: 'cm-violation' }));
    for (const one of words) builder.add(to, to, Decoration.widget({ widget: new NoteWidget(one), side: 1 }));
  }
  return EditorView.decorations.of(builder.finish());
}
