import { useMemo, type ReactElement } from 'react';
import type { RequestForm } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { CodeEditor } from '../../../ui/code-editor.tsx';
import { isJsonTemplate, isJsonType, prettyJson } from '../pretty-json.ts';
import { contentOf, kindChoices, kindOf, type BodyKind } from './body-kind.ts';
import type { Draft } from './draft.ts';
import { FieldRows } from './field-rows.tsx';
import { FileBody } from './file-body.tsx';
import { GraphqlBody } from './graphql-body.tsx';
import { PartRows } from './part-rows.tsx';
import { pointerLine } from './pointer-line.ts';
import type { DraftCheck } from './request-editor.tsx';
import { useValueCompletion } from './value-completion.ts';
import { ViolationList } from './violation-list.tsx';

export interface BodyPanelProps {
  readonly form: RequestForm;
  readonly draft: Draft;
  readonly environment: Environment | null;
  readonly check: DraftCheck | null;
  readonly onChange: (draft: Draft) => void;
  readonly onSend: () => void;
}

/** The body in its kind, and whether it fits the contract before it is sent. */
export function BodyPanel({ form, draft, environment, check, onChange, onSend }: BodyPanelProps): ReactElement {
  const { content } = draft;
  const kind = kindOf(content, draft.mediaType);
  const choose = (next: BodyKind): void =>
    onChange({
      ...draft,
      mediaType: next.startsWith('text:') ? next.slice('text:'.length) : draft.mediaType,
      content: contentOf(next, content, draft.body),
    });
  const isJsonBody = content.kind === 'text' && isJsonType(draft.mediaType ?? 'application/json');
  return (
    <>
      <div className="con-bar">
        <select
          className="con-input con-select"
          aria-label="Kind of body"
          value={kind}
          onChange={(event) => choose(event.target.value as BodyKind)}
        >
          {kindChoices(form, draft.mediaType, content.kind === 'text').map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <CheckChip form={form} check={check} />
        <span className="con-bar-right">
          {content.kind === 'text' && form.sampleBody !== null && form.sampleBody !== draft.body && (
            <Button small kind="quiet" onClick={() => onChange({ ...draft, body: form.sampleBody ?? '' })}>
              Example
            </Button>
          )}
          {isJsonBody && (
            <Button
              small
              kind="quiet"
              disabled={!isJsonTemplate(draft.body)}
              title={isJsonTemplate(draft.body) ? undefined : 'It is not JSON yet'}
              onClick={() => onChange({ ...draft, body: prettyJson(draft.body) })}
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
        {content.kind === 'text' && <TextBody draft={draft} check={check} onChange={onChange} />}
        {content.kind === 'form' && (
          <FieldRows fields={content.fields} onChange={(fields) => onChange({ ...draft, content: { ...content, fields } })} />
        )}
        {content.kind === 'multipart' && (
          <PartRows parts={content.parts} onChange={(parts) => onChange({ ...draft, content: { ...content, parts } })} />
        )}
        {content.kind === 'file' && <FileBody content={content} onChange={(next) => onChange({ ...draft, content: next })} />}
        {content.kind === 'graphql' && (
          <GraphqlBody
            content={content}
            apiId={form.apiId}
            path={draft.path ?? form.path}
            environment={environment}
            onChange={(next) => onChange({ ...draft, content: next })}
          />
        )}
      </div>
      <ViolationList violations={unplaced(check, draft)} />
    </>
  );
}

/** Those that do not stand on a line of the editor already. */
const unplaced = (check: DraftCheck | null, { content }: Draft): DraftCheck['violations'] =>
  (check?.violations ?? []).filter(({ where }) => where !== 'parameter' && !(where === 'body' && content.kind === 'text'));

function TextBody({ draft, check, onChange }: Pick<BodyPanelProps, 'draft' | 'check' | 'onChange'>): ReactElement {
  const completion = useValueCompletion();
  const { body } = draft;
  const mediaType = draft.mediaType ?? 'application/json';
  const isJsonBody = isJsonType(mediaType);
  const violations = check?.violations;
  const notes = useMemo(
    () =>
      (violations ?? [])
        .filter(({ where }) => where === 'body')
        .map(({ pointer, line, message }) => ({ line: (isJsonBody ? pointerLine(body, pointer) : line) ?? 1, words: message })),
    [violations, body, isJsonBody],
  );
  const language = isJsonBody ? 'json' : /[/+]xml\b/.test(mediaType) ? 'xml' : 'text';
  return (
    <CodeEditor
      value={body}
      onChange={(next) => onChange({ ...draft, body: next })}
      language={language}
      label="Request body"
      notes={notes}
      {...(completion === undefined ? {} : { extension: completion })}
    />
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
  if (count === 0) return form.endpointId === null ? null : <Chip state="holds">fits {contract}</Chip>;
  return (
    <Chip state="broken" title={`Checked against ${contract}`}>
      {count} {count === 1 ? 'violation' : 'violations'}
    </Chip>
  );
}
