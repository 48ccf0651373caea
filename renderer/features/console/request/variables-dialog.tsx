import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ClipboardEvent, type ReactElement } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api, client } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { useFocusAdded } from '../../../ui/focus-added.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { toast } from '../../../ui/toast.ts';
import { pastedPairs } from './pasted-pairs.ts';

export interface VariablesDialogProps {
  readonly environment: Environment;
  readonly apiName: string;
  readonly onClose: () => void;
}

type Values = Readonly<Record<string, string>>;
type Scope = 'environment' | 'api' | 'workspace';
type Row = readonly [name: string, value: string];

/** Values that requests take by their name: of the environment, of its API, of the whole workspace. */
export function VariablesDialog(props: VariablesDialogProps): ReactElement {
  const { environment, onClose } = props;
  const own = useQuery(api.console.variables.queryOptions({ input: { environmentId: environment.id } }));
  const shared = useQuery(api.requests.values.queryOptions({ input: { apiId: environment.apiId } }));
  if (own.data && shared.data) return <Filled {...props} before={{ environment: own.data, ...shared.data }} />;
  const error = own.error ?? shared.error;
  return (
    <Dialog title={titleOf(props)} opened onClose={onClose} width={560}>
      {error ? <FaultNote fault={error} /> : <Loading />}
    </Dialog>
  );
}

const titleOf = ({ environment, apiName }: VariablesDialogProps): string => `Values of ${environment.name}, ${apiName}`;

const rowsOf = (values: Values): readonly Row[] => [...Object.entries(values), ['', '']];
const valuesOf = (rows: readonly Row[]): Record<string, string> =>
  Object.fromEntries(rows.filter(([name]) => name.trim() !== '').map(([name, value]) => [name.trim(), value]));

function Filled(props: VariablesDialogProps & { readonly before: Readonly<Record<Scope, Values>> }): ReactElement {
  const { environment, apiName, before, onClose } = props;
  const [scope, setScope] = useState<Scope>('environment');
  const [rows, setRows] = useState({
    environment: rowsOf(before.environment),
    api: rowsOf(before.api),
    workspace: rowsOf(before.workspace),
  });
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const changed = (one: Scope): boolean => JSON.stringify(valuesOf(rows[one])) !== JSON.stringify(before[one]);
      if (changed('environment'))
        await client.console.setVariables({ environmentId: environment.id, variables: valuesOf(rows.environment) });
      if (changed('api')) await client.requests.setValues({ apiId: environment.apiId, variables: valuesOf(rows.api) });
      if (changed('workspace')) await client.requests.setValues({ apiId: null, variables: valuesOf(rows.workspace) });
      toast({ words: 'Values saved' });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  const words = {
    environment: `Every request to ${environment.name} may use these`,
    api: `Every request to ${apiName} may use these, in any environment`,
    workspace: 'Every request of this workspace may use these',
  } as const;
  return (
    <Dialog
      title={titleOf(props)}
      opened
      onClose={onClose}
      width={560}
      primary={{ words: 'Save values', run: () => void save(), loading: isSaving }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <Segments<Scope>
        label="Whose values"
        value={scope}
        onChange={setScope}
        isWide
        items={[
          { value: 'environment', label: environment.name },
          { value: 'api', label: apiName },
          { value: 'workspace', label: 'Workspace' },
        ]}
      />
      <p className="con-guard">
        {words[scope]} as <code>{'{{name}}'}</code>. The nearer value holds: this send, the request, the environment, the API, the
        workspace. A secret belongs in a credential.
      </p>
      <ValueRows rows={rows[scope]} onChange={(next) => setRows({ ...rows, [scope]: next })} />
    </Dialog>
  );
}

function ValueRows({ rows, onChange }: { readonly rows: readonly Row[]; readonly onChange: (rows: readonly Row[]) => void }): ReactElement {
  const set = (index: number, next: Row | null): void => onChange(rows.flatMap((row, at) => (at === index ? (next ? [next] : []) : [row])));
  const { list, willAdd } = useFocusAdded<HTMLUListElement>(rows.length);
  const add = (): void => {
    willAdd();
    onChange([...rows, ['', '']]);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, index: number): void => {
    const pairs = pastedPairs(event.clipboardData.getData('text'), true);
    if (pairs === null) return;
    event.preventDefault();
    onChange(rows.flatMap((row, at): readonly Row[] => (at === index ? pairs.map(({ name, value }) => [name, value]) : [row])));
  };
  return (
    <>
      <ul ref={list} className="con-values">
        {rows.map(([name, value], index) => (
          <li key={index}>
            <input
              className="con-input con-mono"
              aria-label={`Name of value ${index + 1}`}
              placeholder="name"
              spellCheck={false}
              value={name}
              onChange={(event) => set(index, [event.target.value, value])}
              onPaste={(event) => paste(event, index)}
            />
            <input
              className="con-input con-mono"
              aria-label={`Value ${name || index + 1}`}
              placeholder="value"
              spellCheck={false}
              value={value}
              onChange={(event) => set(index, [name, event.target.value])}
            />
            <IconButton of={IconX} words={`Remove ${name || `value ${index + 1}`}`} small onClick={() => set(index, null)} />
          </li>
        ))}
      </ul>
      <div>
        <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={add}>
          Add a value
        </Button>
      </div>
    </>
  );
}
