import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type DragEvent, type ReactElement } from 'react';
import type { FaultData } from '../../../shared/contract/errors.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Sample, SampleField } from '../../../shared/contract/mappings.ts';
import type { DestinationField } from '../../../shared/domain/mappings/mapping-spec.ts';
import { api, client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { formatCount } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './create-mapping.css';

interface Read {
  readonly sample: Sample;
  readonly fields: readonly SampleField[];
}

const byHand = 'by hand';

/** From one real file to a first draft: what its columns hold, what only a person can decide, and what it shall become. */
export function CreateMapping({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (id: string) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<FaultData | null>(null);
  const [name, setName] = useState('');
  const [decided, setDecided] = useState<Readonly<Record<string, string>>>({});
  const [template, setTemplate] = useState('ledger-row');
  const [names, setNames] = useState('');
  const templates = useQuery(api.mappings.templates.queryOptions({ input: {} }));

  const work = async (doing: () => Promise<void>): Promise<void> => {
    setIsBusy(true);
    setFault(null);
    try {
      await doing();
    } catch (error) {
      setFault(asFault(error).data);
    }
    setIsBusy(false);
  };
  const take = (file: File | undefined): void => {
    if (!file) return;
    void work(async () => {
      const sample = await client.mappings.readSample({ file });
      setRead(sample);
      setName((before) => before || `${file.name.replace(/\.[a-z0-9]+$/i, '').replaceAll(/[_-]+/g, ' ')} to ledger row`);
    });
  };
  // The keyboard goes on with the first thing that only a person knows.
  const questions = useRef<HTMLDivElement>(null);
  const sampleId = read?.sample.id;
  useEffect(() => {
    if (sampleId !== undefined) questions.current?.querySelector<HTMLInputElement>('input')?.focus();
  }, [sampleId]);
  const destination = destinationOf(template, names, templates.data ?? []);
  const open = read?.fields.filter(({ ambiguity }) => ambiguity !== null) ?? [];
  const isReady = read !== null && name.trim() !== '' && destination.length > 0 && open.every(({ path }) => decided[path] !== undefined);
  const create = (): Promise<void> =>
    work(async () => {
      if (!read) return;
      const { id } = await client.mappings.create({
        name: name.trim(),
        sampleId: read.sample.id,
        decisions: Object.fromEntries(
          open.map(({ path, ambiguity }) => [
            path,
            ambiguity?.kind === 'date order'
              ? { dateFormat: decided[path] }
              : { decimalMark: decided[path] === 'comma' ? 'comma' : 'point' },
          ]),
        ),
        destinationName: templates.data?.find(({ key }) => key === template)?.name ?? 'Row',
        destination,
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      });
      onDone(id);
    });
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    // The window would take it for a contract to import.
    event.stopPropagation();
    take(event.dataTransfer.files[0]);
  };
  return (
    <Dialog
      title="New mapping"
      opened
      onClose={onClose}
      width={620}
      {...(read ? { primary: { words: 'Create draft', run: () => void create(), disabled: !isReady, loading: isBusy } } : {})}
    >
      <input
        ref={input}
        hidden
        type="file"
        aria-label="Sample file"
        accept=".csv,.tsv,.json,.ndjson,.jsonl,.txt"
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      {fault ? <FaultNote fault={new Fault(fault.code, fault)} /> : null}
      {read === null ? (
        <div className="map-drop" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
          <IconFileUpload size={24} stroke={1.6} aria-hidden="true" />
          <p>Drop a real export here: CSV, JSON, or one JSON record a line. It stays on this computer.</p>
          <Button kind="primary" loading={isBusy} onClick={() => input.current?.click()} data-autofocus>
            Choose file
          </Button>
        </div>
      ) : (
        <>
          <p className="map-note">
            {read.sample.fileName}: {formatCount(read.sample.totalRows)} rows, {read.fields.length} fields
            {read.sample.unreadableRows > 0 ? `, ${formatCount(read.sample.unreadableRows)} rows that cannot be read` : ''}.{' '}
            <button type="button" className="map-door" onClick={() => input.current?.click()}>
              Choose another file
            </button>
          </p>
          <ul className="map-inferred" aria-label="Fields of the file">
            {read.fields.map((field) => (
              <li key={field.path}>
                <code className="ellipsis" title={field.path}>
                  {field.path}
                </code>
                <span className="map-faint">{field.ambiguity ? `decide the ${field.ambiguity.kind}` : field.type}</span>
                <span className="sm ellipsis">{field.sample}</span>
              </li>
            ))}
          </ul>
          <div ref={questions} className="map-questions">
            {open.map((field) => (
              <fieldset key={field.path} className="map-decide">
                <legend>
                  Every value of <code>{field.path}</code> can be read in two ways. Which is it, for the whole column?
                </legend>
                {field.ambiguity?.options.map((option) => (
                  <label key={option.value}>
                    <input
                      type="radio"
                      name={`decide ${field.path}`}
                      checked={decided[field.path] === option.value}
                      onChange={() => setDecided({ ...decided, [field.path]: option.value })}
                    />
                    {option.words}
                  </label>
                ))}
              </fieldset>
            ))}
            <TextField label="Name" value={name} onChange={setName} />
          </div>
          <SelectField
            label="Becomes"
            value={template}
            onChange={(value) => value && setTemplate(value)}
            items={[
              ...(templates.data ?? []).map((one) => ({
                value: one.key,
                label: `${one.name}: ${one.fields.map((field) => field.name).join(', ')}`,
              })),
              { value: byHand, label: 'Fields by hand, or a header line' },
            ]}
          />
          {template === byHand ? (
            <TextArea
              label="Fields"
              reason="One a line, or the header of another file. A name that ends in _minor is money, in _at a moment, in _on a day; ! makes it required."
              value={names}
              onChange={setNames}
            />
          ) : null}
        </>
      )}
    </Dialog>
  );
}

function destinationOf(
  template: string,
  names: string,
  templates: readonly { readonly key: string; readonly fields: readonly DestinationField[] }[],
): DestinationField[] {
  if (template !== byHand) return [...(templates.find(({ key }) => key === template)?.fields ?? [])];
  const parts = names
    .split(/[\n,;\t]+/)
    .map((part) => part.trim().replaceAll('"', ''))
    .filter(Boolean);
  return [...new Set(parts)].map((part) => {
    const name = part.replace(/!$/, '');
    const type = name.endsWith('_minor')
      ? 'money'
      : name.endsWith('_at')
        ? 'instant'
        : name.endsWith('_on')
          ? 'date'
          : /^(?:is|has)_/.test(name)
            ? 'boolean'
            : 'text';
    return { name, type, isRequired: part.endsWith('!'), definition: '', unit: '', stewardId: null };
  });
}
