import type { ReactElement, Ref } from 'react';
import { client } from '../../app/client.ts';
import { shell } from '../../app/shell-bridge.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';

export interface FileBoxProps {
  /** "Left file". */
  readonly label: string;
  readonly hint: string;
  readonly file: Pick<PeekedFile, 'name' | 'path' | 'bytes' | 'columns'> | null;
  readonly isReading: boolean;
  readonly onChoose: () => void;
  /** Where the keyboard begins. */
  readonly isFirst?: boolean;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** Where one of the two files goes: drop it on the window, or choose it. */
export function FileBox({ label, hint, file, isReading, onChoose, isFirst = false, buttonRef }: FileBoxProps): ReactElement {
  return (
    <div className={`led-file ${file === null ? '' : 'led-has'}`}>
      <strong>{label}</strong>
      {file === null ? (
        <span className="muted">{hint}</span>
      ) : (
        <>
          <span className="ellipsis" title={file.path}>
            {file.name}
          </span>
          {file.columns.length === 0 ? null : (
            <span className="faint">
              {formatBytes(file.bytes)}, {file.columns.length} columns
            </span>
          )}
        </>
      )}
      <div>
        <Button small ref={buttonRef} loading={isReading} onClick={onChoose} data-autofocus={isFirst || undefined}>
          {file === null ? 'Choose file' : 'Another file'}
        </Button>
      </div>
    </div>
  );
}

/** Asks for a file; null when the person changed their mind. */
export async function chooseFile(title: string): Promise<string | null> {
  return shell.call('chooseFile', { title, button: 'Choose', extensions: ['csv', 'tsv', 'txt', 'json', 'ndjson', 'jsonl'] });
}

/** The first rows of a file that was chosen, or dropped: a dropped one has no path for the page. */
export const lookInto = (file: string | File): Promise<PeekedFile> =>
  typeof file === 'string' ? client.ledger.peek({ path: file }) : client.ledger.takeFile({ file });
