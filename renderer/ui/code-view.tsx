import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef, type ReactElement } from 'react';
import { codeGround, type CodeLanguage } from './code-mirror.ts';
import { codeNotes, type CodeNote } from './code-notes.ts';
import { hangingLines } from './hanging-lines.ts';
import styles from './code.module.css';

export type { CodeNote } from './code-notes.ts';

export interface CodeViewProps {
  readonly text: string;
  readonly language: CodeLanguage;
  /** Words on lines: violations of the contract. */
  readonly notes?: readonly CodeNote[];
  /** For those who hear the page: "Answer body". */
  readonly label?: string;
  /** Made once: another one makes the view anew. */
  readonly extension?: Extension;
}

const noNotes: readonly CodeNote[] = [];
const noExtension: Extension = [];

/** Text to read: folding, search with Ctrl or Cmd F, and notes on the lines they concern. Fills its parent. */
export function CodeView({ text, language, notes = noNotes, label = 'Text', extension = noExtension }: CodeViewProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return undefined;
    const marks = new Compartment();
    const state = EditorState.create({
      doc: text,
      extensions: [
        extension,
        codeGround(language),
        hangingLines(),
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        marks.of([]),
      ],
    });
    const view = new EditorView({ state, parent: host.current });
    view.dispatch({ effects: marks.reconfigure(codeNotes(view.state, notes)) });
    return () => view.destroy();
  }, [text, language, notes, label, extension]);
  return <div ref={host} className={styles.code} />;
}
