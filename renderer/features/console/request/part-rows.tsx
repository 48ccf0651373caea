import { IconFile, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { RequestContent } from '../../../../shared/contract/console.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useFocusAdded } from '../../../ui/focus-added.ts';
import { ValueInput } from '../../../ui/value-input.tsx';
import { chooseAnyFile } from './choose-file.ts';
import { FileFacts } from './file-facts.tsx';
import { SentName } from './sent-name.tsx';

type Part = Extract<RequestContent, { kind: 'multipart' }>['parts'][number];

export interface PartRowsProps {
  readonly parts: readonly Part[];
  readonly onChange: (parts: Part[]) => void;
}

const emptyPart: Part = { name: '', value: '', isOff: false, path: null, mediaType: null };

/** The parts of a form with files. A file is read when it is sent; the request keeps where it is, never what is in it. */
export function PartRows({ parts, onChange }: PartRowsProps): ReactElement {
  const { list, willAdd } = useFocusAdded<HTMLUListElement>(parts.length);
  const add = (part: Part): void => {
    willAdd();
    onChange([...parts, part]);
  };
  const set = (index: number, next: Part | null): void =>
    onChange(parts.flatMap((part, at) => (at === index ? (next ? [next] : []) : [part])));
  const choose = async (index: number, part: Part): Promise<void> => {
    const path = await chooseAnyFile();
    if (path !== null) set(index, { ...part, path });
  };
  return (
    <div className="con-scroll">
      {parts.length === 0 && <p className="con-none">Parts are texts or files. Add the first one.</p>}
      <ul ref={list} className="con-rows con-parts">
        {parts.map((part, index) => {
          const name = part.name || `part ${index + 1}`;
          const isFile = part.path !== null;
          return (
            <li key={index} data-off={part.isOff || undefined}>
              <SentName row={part} place={`part ${index + 1}`} onChange={(change) => set(index, { ...part, ...change })} />
              <select
                className="con-input con-select"
                aria-label={`Kind of ${name}`}
                value={isFile ? 'file' : 'text'}
                onChange={(event) => set(index, { ...part, path: event.target.value === 'file' ? '' : null })}
              >
                <option value="text">Text</option>
                <option value="file">File</option>
              </select>
              <ValueInput
                className="con-input con-mono"
                aria-label={isFile ? `File of ${name}` : `Value of ${name}`}
                placeholder={isFile ? 'whole path of the file' : 'value'}
                value={part.path ?? part.value}
                onChange={(next) => set(index, isFile ? { ...part, path: next } : { ...part, value: next })}
              />
              <span className="con-row-ends">
                {isFile && (
                  <IconButton
                    of={IconFile}
                    words={`Choose the file of ${name}`}
                    hint="Choose the file"
                    small
                    onClick={() => void choose(index, part)}
                  />
                )}
                <IconButton of={IconX} words={`Remove ${name}`} small onClick={() => set(index, null)} />
              </span>
              {isFile && part.path !== '' && <FileFacts path={part.path ?? ''} />}
            </li>
          );
        })}
      </ul>
      <div className="con-add">
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={() => add(emptyPart)}>
          Add a text
        </Button>
        <Button
          small
          kind="quiet"
          icon={<IconFile size={14} stroke={1.6} aria-hidden="true" />}
          onClick={() => add({ ...emptyPart, path: '' })}
        >
          Add a file
        </Button>
      </div>
    </div>
  );
}
