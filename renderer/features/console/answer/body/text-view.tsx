import { openSearchPanel } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { ViewPlugin, EditorView } from '@codemirror/view';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { pathText, stepsAt, type Steps } from '../../../../../shared/domain/answers/json-path.ts';
import type { Check } from '../../../../../shared/domain/flows/flow-spec.ts';
import { shell } from '../../../../app/shell-bridge.ts';
import { Button } from '../../../../ui/button.tsx';
import type { CodeLanguage } from '../../../../ui/code-mirror.ts';
import { CodeView, type CodeNote } from '../../../../ui/code-view.tsx';
import { toast } from '../../../../ui/toast.ts';
import { answerFind } from '../answer-find.ts';
import { valueAt, type PlacedValue } from './value-at.ts';

export interface TextViewProps {
  readonly text: string;
  readonly language: CodeLanguage;
  readonly notes?: readonly CodeNote[];
  readonly label: string;
  /** Brings a line into the middle; another `turn` does it again. */
  readonly goTo: { readonly index: number; readonly turn: number } | null;
  /** How often finding was asked for. */
  readonly findTurn: number;
  /** Makes a check of what stands under the cursor; null where there is nothing to check. */
  readonly onCheck: ((check: Check) => void) | null;
}

const find = answerFind();

/** A text that fits into memory: folded, searched, with the path of the value under the cursor. */
export function TextView({ text, language, notes, label, goTo, findTurn, onCheck }: TextViewProps): ReactElement {
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
  const steps = useMemo(
    () => (language !== 'json' || cursor === null || cursor > text.length ? null : stepsAt(text, cursor)),
    [language, cursor, text],
  );
  return (
    <>
      <div className="con-code">
        <CodeView text={text} language={language} notes={notes} label={label} extension={extension} />
      </div>
      {steps !== null && <UnderCursor text={text} steps={steps} onCheck={onCheck} />}
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

interface UnderCursorProps {
  readonly text: string;
  readonly steps: Steps;
  readonly onCheck: TextViewProps['onCheck'];
}

/** Where the value under the cursor stands, and what can be done with it. */
function UnderCursor({ text, steps, onCheck }: UnderCursorProps): ReactElement {
  const path = pathText(steps);
  // Read when it is asked for: a large answer is not taken apart at every move of the cursor.
  const use = (then: (value: PlacedValue) => void): void => {
    const value = valueAt(text, steps);
    if (value === null) toast({ words: 'The value cannot be read: the answer is not whole.' });
    else then(value);
  };
  const copy = async (words: string, copied: string): Promise<void> => {
    await shell.call('copyText', { text: copied });
    toast({ words });
  };
  return (
    <div className="ans-cursor" role="group" aria-label="Under the cursor">
      <code className="ellipsis" title={path}>
        {path}
      </code>
      <Button small kind="quiet" onClick={() => void copy('Copied the path', path)}>
        Copy path
      </Button>
      <Button small kind="quiet" onClick={() => use((value) => void copy('Copied the value', value.text))}>
        Copy value
      </Button>
      {onCheck !== null && (
        <Button
          small
          kind="quiet"
          title="A check of this request: in every answer it is the same"
          onClick={() => use(({ check }) => onCheck(check))}
        >
          Check it
        </Button>
      )}
    </div>
  );
}
