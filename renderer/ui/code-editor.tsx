import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, type ReactElement } from 'react';
import { codeGround, codeWriting, type CodeLanguage } from './code-mirror.ts';
import styles from './code.module.css';

export interface CodeEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly language: CodeLanguage;
  /** For those who hear the page: "Request body". */
  readonly label: string;
}

/** Text to write: undo, indentation, folding, search. Tab indents; Esc and then Tab leaves. Fills its parent. */
export function CodeEditor({ value, onChange, language, label }: CodeEditorProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(onChange);
  const initial = useRef(value);
  useEffect(() => {
    latest.current = onChange;
    initial.current = value;
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: initial.current,
        extensions: [
          codeGround(language),
          codeWriting(),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => {
      editor.current = null;
      view.destroy();
    };
  }, [language, label]);
  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);
  return <div ref={host} className={styles.code} />;
}
