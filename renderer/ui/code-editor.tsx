import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, type ReactElement } from 'react';
import { codeGround, codeWriting, howToLeave, type CodeLanguage } from './code-mirror.ts';
import { codeNotes, type CodeNote } from './code-notes.ts';
import styles from './code.module.css';
import { useReadOnly } from './read-only.ts';

export interface CodeEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly language: CodeLanguage;
  /** For those who hear the page: "Request body". */
  readonly label: string;
  /** Words on lines of the text as it stands: violations of the contract. */
  readonly notes?: readonly CodeNote[];
  /** More than the language gives: another one may come at any time, and the text with its history stays. */
  readonly extension?: Extension;
}

const noNotes: readonly CodeNote[] = [];
const noExtension: Extension = [];

/**
 * Text to write: undo, indentation, folding, search. Tab indents; Esc and then Tab leaves. Fills its parent. In a workspace that can
 * only be looked at it is there to read.
 */
export function CodeEditor({ value, onChange, language, label, notes = noNotes, extension = noExtension }: CodeEditorProps): ReactElement {
  const isReadOnly = useReadOnly();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const marks = useRef(new Compartment());
  const more = useRef(new Compartment());
  const latest = useRef(onChange);
  const initial = useRef({ value, extension, notes });
  useEffect(() => {
    latest.current = onChange;
    initial.current = { value, extension, notes };
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current.value,
        extensions: [
          more.current.of(initial.current.extension),
          codeGround(language),
          isReadOnly ? EditorState.readOnly.of(true) : codeWriting(),
          marks.current.of([]),
          EditorView.contentAttributes.of({
            'aria-label': label,
            tabindex: '0',
            ...(isReadOnly ? { 'aria-readonly': 'true' } : howToLeave),
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.dispatch({ effects: marks.current.reconfigure(codeNotes(view.state, initial.current.notes)) });
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, [language, label, isReadOnly]);
  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    editor.current?.dispatch({ effects: more.current.reconfigure(extension) });
  }, [extension]);
  useEffect(() => {
    const view = editor.current;
    // Notes are of a text that was checked a moment ago: on a line that is gone they say nothing.
    view?.dispatch({ effects: marks.current.reconfigure(codeNotes(view.state, notes)) });
  }, [notes]);
  return <div ref={host} className={styles.code} />;
}
