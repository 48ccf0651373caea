import { useRef, useState, type ReactElement } from 'react';
import type { FlowDetail } from '../../../shared/contract/flows.ts';
import { isSecretMember } from '../../../shared/domain/redaction/parameter-names.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changeSpec } from './edit-flow.ts';
import type { RunChoice } from './use-run-choice.ts';

/** What a run goes to and is done with: environments, a file of rows, and what the first three of them would send. */
export function RunPanel({ flow, choice }: { readonly flow: FlowDetail; readonly choice: RunChoice }): ReactElement {
  const { peeked } = choice;
  return (
    <div className="flo-run">
      {flow.apis.map((one) => (
        <SelectField
          key={one.apiId}
          label={one.words}
          value={one.environmentId ?? flow.calls.find(({ apiId }) => apiId === one.apiId)?.environmentName ?? null}
          onChange={(environmentId) =>
            environmentId &&
            void changeSpec(flow, `Environment of ${one.words} changed`, (spec) => ({
              ...spec,
              environments: { ...spec.environments, [one.apiId]: environmentId },
            }))
          }
          items={[
            ...(one.environmentId === null ? own(flow, one.apiId) : []),
            ...one.environments.map(({ id, name, kind }) => ({
              value: id,
              label: kind === 'production' && !/prod|live/i.test(name) ? `${name} (production)` : name,
            })),
          ]}
        />
      ))}
      <DataFile flow={flow} choice={choice} />
      <TypedFields choice={choice} />
      {choice.file !== null && (
        <div className="flo-pair">
          <TextField
            label="Rows"
            value={choice.rows}
            onChange={choice.setRows}
            placeholder="all, or 1-3, 7"
            error={choice.isRangeWrong ? 'Write rows as 1-3, 7.' : null}
          />
          <NumberField
            label="At once"
            min={1}
            max={5}
            value={choice.concurrency}
            onChange={(value) => choice.setConcurrency(Math.min(5, Math.max(1, value ?? 1)))}
          />
        </div>
      )}
      {choice.fault !== null && choice.fault !== undefined && <FaultNote fault={choice.fault} />}
      {peeked && <DryRows peeked={peeked} hasFile={choice.file !== null} />}
    </div>
  );
}

/** Where nothing is chosen for an API, each saved request goes to its own environment. */
function own(flow: FlowDetail, apiId: string): { value: string; label: string }[] {
  const names = [
    ...new Set(
      flow.calls
        .filter((call) => call.apiId === apiId)
        .flatMap(({ environmentName }) => (environmentName === null ? [] : [environmentName])),
    ),
  ];
  const [first] = names;
  return first === undefined ? [] : [{ value: first, label: `${names.join(', ')}, as the requests say` }];
}

/** What no column gives is typed, for this run and every row of it. */
function TypedFields({ choice: { names, typed, type } }: { readonly choice: RunChoice }): ReactElement | null {
  if (names.length === 0) return null;
  return (
    <div className="flo-pair">
      {names.map((name) => {
        const field = { label: name, value: typed[name] ?? '', onChange: (value: string) => type(name, value) };
        return isSecretMember(name) ? <SecretField key={name} {...field} /> : <TextField key={name} {...field} mono />;
      })}
    </div>
  );
}

function DataFile({ flow, choice }: { readonly flow: FlowDetail; readonly choice: RunChoice }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const { file, peeked } = choice;
  return (
    <div
      className="flo-file"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setIsOver(false);
        choice.setFile(event.dataTransfer.files[0] ?? null);
      }}
    >
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
        aria-label="Data file"
        tabIndex={-1}
        onChange={(event) => {
          choice.setFile(event.currentTarget.files?.[0] ?? null);
          event.currentTarget.value = '';
        }}
      />
      <div className="flo-file-words">
        {file === null ? (
          <>
            <strong>One round, without a file</strong>
            <span className="muted small">
              {flow.asksFor.length > 0
                ? `Give ${flow.asksFor.join(', ')} below, or drop a CSV or JSON file with these columns.`
                : 'Drop a CSV or JSON file to go round once for each of its rows.'}
            </span>
          </>
        ) : (
          <>
            <strong className="ellipsis">{file.name}</strong>
            <span className="muted small">
              {peeked && peeked.fileName !== ''
                ? `${formatCount(peeked.rows)} ${peeked.rows === 1 ? 'row' : 'rows'}: ${peeked.columns.map(({ name }) => name).join(', ')}`
                : choice.isReading
                  ? 'Reading…'
                  : 'Not read'}
              {peeked && peeked.unreadable > 0 && `; ${formatCount(peeked.unreadable)} records cannot be read`}
            </span>
          </>
        )}
      </div>
      <Button small onClick={() => input.current?.click()}>
        {file === null ? 'Choose file' : 'Another file'}
      </Button>
      {file !== null && (
        <Button small kind="quiet" onClick={() => choice.setFile(null)}>
          Without file
        </Button>
      )}
    </div>
  );
}

function DryRows({ peeked, hasFile }: { readonly peeked: NonNullable<RunChoice['peeked']>; readonly hasFile: boolean }): ReactElement {
  return (
    <section aria-label="Dry run" className="flo-dry">
      <h2>{hasFile ? (peeked.rows > 3 ? 'The first three rows would send' : 'It would send') : 'It would send'}</h2>
      {hasFile && peeked.missing.length > 0 && (
        <p className="flo-problem">The file has no column for {peeked.missing.join(', ')}: give it above.</p>
      )}
      {peeked.dry.map(({ row, data, calls }) => (
        <details key={row} open={row === 1}>
          <summary>
            {hasFile ? (
              <>
                Row {row} <span className="muted">{Object.values(data).slice(0, 4).join(', ')}</span>
              </>
            ) : (
              'Each call'
            )}
          </summary>
          <ol>
            {calls.map((call, at) => (
              <li key={at}>
                <code className="flo-url" title={call.url}>
                  <b>{call.method}</b> {shortUrl(call.url)}
                </code>
                {call.condition !== '' && <span className="muted small">only if {call.condition}</span>}
                {call.body !== null && (
                  <pre tabIndex={0} aria-label={`Body of ${call.name}`}>
                    {call.body}
                  </pre>
                )}
                {call.problem !== null && <p className="flo-problem">{call.problem}</p>}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  );
}

const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '');
