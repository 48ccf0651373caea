import type { ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { CodeEditor } from '../../../ui/code-editor.tsx';
import { isJson, isJsonType, prettyJson } from '../pretty-json.ts';
import type { Draft } from './draft.ts';
import type { DraftCheck } from './request-editor.tsx';
import { ViolationList } from './violation-list.tsx';

export interface BodyPanelProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly check: DraftCheck | null;
  readonly onChange: (draft: Draft) => void;
  readonly onSend: () => void;
}

/** The body, and whether it fits the contract before it is sent. */
export function BodyPanel({ form, draft, check, onChange, onSend }: BodyPanelProps): ReactElement {
  const setBody = (body: string): void => onChange({ ...draft, body });
  const isJsonBody = isJsonType(draft.mediaType);
  return (
    <>
      <div className="con-bar">
        <CheckChip form={form} check={check} />
        {form.bodyMediaTypes.length > 1 ? (
          <select
            className="con-input con-select"
            aria-label="Media type"
            value={draft.mediaType ?? ''}
            onChange={(event) => onChange({ ...draft, mediaType: event.target.value })}
          >
            {form.bodyMediaTypes.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </select>
        ) : (
          <span className="faint small">{draft.mediaType}</span>
        )}
        <span className="con-bar-right">
          {form.sampleBody !== null && form.sampleBody !== draft.body && (
            <Button small kind="quiet" onClick={() => setBody(form.sampleBody ?? '')}>
              Example
            </Button>
          )}
          {isJsonBody && (
            <Button
              small
              kind="quiet"
              disabled={!isJson(draft.body)}
              title={isJson(draft.body) ? undefined : 'It is not JSON yet'}
              onClick={() => setBody(prettyJson(draft.body))}
            >
              Format
            </Button>
          )}
        </span>
      </div>
      <div
        className="con-code"
        onKeyDownCapture={(event) => {
          // Taken before the editor, which would write an empty line.
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          onSend();
        }}
      >
        <CodeEditor value={draft.body} onChange={setBody} language={isJsonBody ? 'json' : 'text'} label="Request body" />
      </div>
      <ViolationList violations={(check?.violations ?? []).filter((one) => one.where !== 'parameter')} />
    </>
  );
}

function CheckChip({ form, check }: { readonly form: RequestForm; readonly check: DraftCheck | null }): ReactElement | null {
  if (!check) return null;
  if (check.fault) {
    return (
      <Chip state="soon" title={`${check.fault.happened} ${check.fault.remedy}`}>
        {check.fault.happened}
      </Chip>
    );
  }
  const count = check.violations.length;
  const contract = form.version === '' ? 'its contract' : `contract ${form.version}`;
  if (count === 0) return <Chip state="holds">fits {contract}</Chip>;
  return (
    <Chip state="broken" title={`Checked against ${contract}`}>
      {count} {count === 1 ? 'violation' : 'violations'}
    </Chip>
  );
}
