import { IconFile } from '@tabler/icons-react';
import { useId, type ReactElement } from 'react';
import type { RequestContent } from '../../../../shared/contract/console.ts';
import { Button } from '../../../ui/button.tsx';
import { ValueInput } from '../../../ui/value-input.tsx';
import { chooseAnyFile } from './choose-file.ts';
import { FileFacts } from './file-facts.tsx';

type FileContent = Extract<RequestContent, { kind: 'file' }>;

export interface FileBodyProps {
  readonly content: FileContent;
  readonly onChange: (content: FileContent) => void;
}

/** A file as the whole body, read when it is sent. */
export function FileBody({ content, onChange }: FileBodyProps): ReactElement {
  const id = useId();
  const choose = async (): Promise<void> => {
    const path = await chooseAnyFile();
    if (path !== null) onChange({ ...content, path });
  };
  return (
    <div className="con-scroll con-fields">
      <label htmlFor={`${id}-path`}>File</label>
      <div className="con-extra">
        <ValueInput
          id={`${id}-path`}
          className="con-input con-mono"
          placeholder="whole path of the file"
          value={content.path}
          onChange={(path) => onChange({ ...content, path })}
        />
        <Button small icon={<IconFile size={14} stroke={1.6} aria-hidden="true" />} onClick={() => void choose()}>
          Choose…
        </Button>
      </div>
      <FileFacts path={content.path} />
      <label htmlFor={`${id}-type`}>Media type</label>
      <input
        id={`${id}-type`}
        className="con-input con-mono"
        placeholder="by the ending of its name"
        spellCheck={false}
        value={content.mediaType ?? ''}
        onChange={(event) => onChange({ ...content, mediaType: event.target.value === '' ? null : event.target.value })}
      />
      <p className="faint small">It is read when it is sent. The history keeps its name, size and SHA-256, not its content.</p>
    </div>
  );
}
