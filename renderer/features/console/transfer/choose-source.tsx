import { IconFileImport } from '@tabler/icons-react';
import { useRef, type ReactElement } from 'react';
import { droppedFiles } from '../../../app/dropped-files.ts';
import type { ChosenFile } from '../../../app/open-transfer.ts';
import { TextArea } from '../../../ui/text-area.tsx';

const accepted = '.json,.yaml,.yml,.har,.bru,.sh,.txt,application/json';

export interface ChooseSourceProps {
  readonly paste: string;
  readonly onPaste: (text: string) => void;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
}

/** Asks for a collection: files, a folder, or a paste. */
export function ChooseSource({ paste, onPaste, onFiles }: ChooseSourceProps): ReactElement {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (list: FileList | null): void => {
    const chosen = [...(list ?? [])]
      .map((file): ChosenFile => ({ path: file.webkitRelativePath || file.name, file }))
      .filter(
        ({ path }) => !path.includes('/') || (/\.(?:bru|json|ya?ml)$/i.test(path) && !/(?:^|\/)(?:node_modules|\.[^/]*)\//.test(path)),
      );
    if (chosen.length > 0) onFiles(chosen);
  };
  return (
    <>
      <div
        className="trf-drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void droppedFiles(event.dataTransfer).then((chosen) => chosen.length > 0 && onFiles(chosen));
        }}
      >
        <IconFileImport size={28} stroke={1.6} aria-hidden="true" />
        <p>
          <b>Drop a collection here</b>, or choose{' '}
          <button type="button" className="trf-link" onClick={() => files.current?.click()}>
            its files
          </button>{' '}
          or{' '}
          <button type="button" className="trf-link" onClick={() => folder.current?.click()}>
            a Bruno folder
          </button>
          .
        </p>
        <p className="faint">
          Postman 2.1 with its environments, Insomnia 4 and 5, Bruno, HAR, curl; up to 50 MB. You see what it adds before it adds anything.
          Scripts are kept as notes and never run.
        </p>
        <input
          ref={files}
          type="file"
          multiple
          accept={accepted}
          className="trf-file"
          aria-label="Files of a collection"
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
        <input
          ref={(node) => {
            folder.current = node;
            // No property of React's: only the browser knows it.
            node?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          className="trf-file"
          aria-label="Folder of a collection"
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <TextArea
        label="Or paste anything"
        value={paste}
        onChange={onPaste}
        rows={5}
        autoFocus
        placeholder="curl https://…"
        reason="One curl command or several, an address, a Postman collection, a HAR. What it is, is seen from its content."
      />
    </>
  );
}
