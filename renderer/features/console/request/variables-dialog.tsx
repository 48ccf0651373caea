import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { api, client } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { toast } from '../../../ui/toast.ts';

export interface VariablesDialogProps {
  readonly environment: Environment;
  readonly apiName: string;
  readonly onClose: () => void;
}

/** The values that an environment lends to every request sent to it. */
export function VariablesDialog(props: VariablesDialogProps): ReactElement {
  const variables = useQuery(api.console.variables.queryOptions({ input: { environmentId: props.environment.id } }));
  if (variables.data) return <Rows {...props} before={variables.data} />;
  return (
    <Dialog title={titleOf(props)} opened onClose={props.onClose} width={560}>
      {variables.error ? <FaultNote fault={variables.error} /> : <Loading />}
    </Dialog>
  );
}

const titleOf = ({ environment, apiName }: VariablesDialogProps): string => `Values of ${environment.name}, ${apiName}`;

function Rows(props: VariablesDialogProps & { readonly before: Readonly<Record<string, string>> }): ReactElement {
  const { environment, before, onClose } = props;
  const [rows, setRows] = useState<readonly (readonly [string, string])[]>([...Object.entries(before), ['', '']]);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const set = (index: number, next: readonly [string, string] | null): void =>
    setRows(rows.flatMap((row, at) => (at === index ? (next ? [next] : []) : [row])));
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const variables = Object.fromEntries(rows.filter(([name]) => name.trim() !== '').map(([name, value]) => [name.trim(), value]));
      await client.console.setVariables({ environmentId: environment.id, variables });
      toast({ words: `Values of ${environment.name} saved` });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      title={titleOf(props)}
      opened
      onClose={onClose}
      width={560}
      primary={{ words: 'Save values', run: () => void save(), loading: isSaving }}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      <p className="con-guard">
        Every request to {environment.name} may use them as <code>{'{{name}}'}</code>; a value of the request itself goes before. A secret
        belongs in a credential.
      </p>
      <ul className="con-values">
        {rows.map(([name, value], index) => (
          <li key={index}>
            <input
              className="con-input con-mono"
              aria-label={`Name of value ${index + 1}`}
              placeholder="name"
              spellCheck={false}
              value={name}
              onChange={(event) => set(index, [event.target.value, value])}
            />
            <input
              className="con-input con-mono"
              aria-label={`Value ${name || index + 1}`}
              placeholder="value"
              spellCheck={false}
              value={value}
              onChange={(event) => set(index, [name, event.target.value])}
            />
            <Button
              small
              kind="quiet"
              aria-label={`Remove ${name || `value ${index + 1}`}`}
              icon={<IconX size={14} stroke={1.6} aria-hidden="true" />}
              onClick={() => set(index, null)}
            />
          </li>
        ))}
      </ul>
      <Button small kind="quiet" icon={<IconPlus size={14} stroke={1.6} aria-hidden="true" />} onClick={() => setRows([...rows, ['', '']])}>
        Add a value
      </Button>
    </Dialog>
  );
}
