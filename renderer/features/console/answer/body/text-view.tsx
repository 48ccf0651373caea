import { openSearchPanel } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { ViewPlugin, EditorView } from '@codemirror/view';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { pathText, stepsAt } from '../../../../../shared/domain/answers/json-path.ts';
import { shell } from '../../../../app/shell-bridge.ts';
import { Button } from '../../../../ui/button.tsx';
import type { CodeLanguage } from '../../../../ui/code-mirror.ts';
import { CodeView, type CodeNote } from '../../../../ui/code-view.tsx';
import { toast } from '../../../../ui/toast.ts';
import { answerFind } from '../answer-find.ts';

export interface TextViewProps {
  readonly text: string;
  readonly language: CodeLanguage;
  readonly notes?: readonly CodeNote[];
  readonly label: string;
  /** Brings a line into the middle; another `turn` does it again. */
  readonly goTo: { readonly index: number; readonly turn: number } | null;
  /** How often finding was asked for. */
  readonly findTurn: number;
}

const find = answerFind();

/** A text that fits into memory: folded, searched, with the path of the value under the cursor. */
export function TextView({ text, language, notes, label, goTo, findTurn }: TextViewProps): ReactElement {
  const [cursor, setCursor] = useState<number | null>(null);
  // Made once, by the state's initializer: another one would make the view anew.
  const [{ extension, editorOf }] = useState(() => watchedEditor(setCursor));
  useEffect(() => {
    const editor = editorOf();
    if (goTo === null || editor === null || goTo.index >= editor.state.doc.lines) return;
    const line = editor.state.doc.line(goTo.index + 1);
    editor.dispatch({ selection: { anchor: line.from, head: line.to }, effects: EditorView.scrollIntoView(line.from, { y: 'center' }) });
    editor.focus();
  }, [goTo, editorOf]);
  useEffect(() => {
    const editor = editorOf();
    if (findTurn > 0 && editor !== null) openSearchPanel(editor);
  }, [findTurn, editorOf]);
  const path = useMemo(() => {
    if (language !== 'json' || cursor === null || cursor > text.length) return null;
    const steps = stepsAt(text, cursor);
    return steps === null ? null : pathText(steps);
  }, [language, cursor, text]);
  return (
    <>
      <div className="con-code">
        <CodeView text={text} language={language} notes={notes} label={label} extension={extension} />
      </div>
      {path !== null && <PathUnderCursor path={path} />}
    </>
  );
}

/** Search, and what tells where the cursor is and hands out the editor. */
function watchedEditor(onCursor: (at: number) => void): { readonly extension: Extension; readonly editorOf: () => EditorView | null } {
  let editor: EditorView | null = null;
  const extension = [
    find,
    ViewPlugin.define((made) => {
      editor = made;
      return {};
    }),
    EditorView.updateListener.of((update) => {
      if (!update.selectionSet) return;
      const { head } = update.state.selection.main;
      const line = update.state.doc.lineAt(head);
      // Behind the end of a line what stands at its end is meant.
      onCursor(head === line.to && head > line.from ? head - 1 : head);
    }),
  ];
  return { extension, editorOf: () => editor };
}

function PathUnderCursor({ path }: { readonly path: string }): ReactElement {
  const copy = async (): Promise<void> => {
    await shell.call('copyText', { text: path });
    toast({ words: 'Copied the path' });
  };
  return (
    <div className="ans-cursor">
      <code className="ellipsis" title={path}>
        {path}
      </code>
      <Button small kind="quiet" icon={<IconCopy size={14} stroke={1.6} aria-hidden="true" />} onClick={() => void copy()}>
        Copy path
      </Button>
    </div>
  );
}
