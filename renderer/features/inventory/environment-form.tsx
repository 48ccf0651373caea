import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Fault } from '../../../shared/contract/errors.ts';
import { environmentKinds } from '../../../shared/contract/inventory.ts';
import type { ApiDetail, Environment } from '../../../shared/contract/inventory.ts';
import { api, client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { checkLink } from './check-link.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { offerUndo } from '../../ui/undo-last.ts';

interface EnvironmentFormProps {
  readonly detail: ApiDetail;
  /** Null: a new one. */
  readonly environment: Environment | null;
  readonly onClose: () => void;
}

const kindWords = {
  sandbox: 'Sandbox: calls change nothing real',
  production: 'Production: changing calls are guarded',
  other: 'Other',
} as const satisfies Record<Environment['kind'], string>;

const none = 'none';

/** Adds or changes an environment: name, address, kind, credential. */
export function EnvironmentForm({ detail, environment, onClose }: EnvironmentFormProps) {
  const [name, setName] = useState(environment?.name ?? '');
  const [baseUrl, setBaseUrl] = useState(environment?.baseUrl ?? 'https://');
  const [kind, setKind] = useState<Environment['kind']>(environment?.kind ?? 'sandbox');
  const [credentialId, setCredentialId] = useState(environment?.credentialId ?? none);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const credentials = useQuery(api.credentials.list.queryOptions({ input: {} }));

  const nameProblem = name.trim() === '' ? 'Name it, for example “test” or “live EU”.' : null;
  const urlProblem = baseUrl === '' ? 'Without an address nothing can be called.' : checkLink(baseUrl.trim());
  const leave = (field: string): void => setLeft(new Set([...left, field]));

  const save = async (): Promise<void> => {
    setLeft(new Set(['name', 'url']));
    if (nameProblem ?? urlProblem) return;
    setIsSaving(true);
    setFault(null);
    try {
      const saved = await client.inventory.saveEnvironment({
        ...(environment ? { id: environment.id } : {}),
        apiId: detail.api.id,
        name: name.trim(),
        baseUrl: baseUrl.trim(),
        kind,
        credentialId: credentialId === none ? null : credentialId,
      });
      offerUndo(environment ? `${saved.name} saved` : `${saved.name} added`, 'environment', saved.id);
      onClose();
    } catch (error) {
      setFault(asFault(error));
      setIsSaving(false);
    }
  };

  return (
    <Dialog
      title={environment ? `Edit ${environment.name}` : `Add an environment to ${detail.vendor.name} ${detail.api.name}`}
      opened
      onClose={onClose}
      primary={{ words: environment ? 'Save environment' : 'Add environment', run: () => void save(), loading: isSaving }}
    >
      <>
        {fault ? <FaultInForm fault={fault} /> : null}
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          onBlur={() => leave('name')}
          error={left.has('name') ? nameProblem : null}
          autoFocus
        />
        <TextField
          label="Base URL"
          value={baseUrl}
          onChange={setBaseUrl}
          onBlur={() => leave('url')}
          error={left.has('url') ? urlProblem : null}
          reason="Paths of endpoints are put after it."
        />
        <SelectField
          label="Kind"
          value={kind}
          onChange={(value) => value && setKind(value)}
          items={environmentKinds.map((value) => ({ value, label: kindWords[value] }))}
        />
        <SelectField
          label="Credential"
          value={credentialId}
          onChange={(value) => setCredentialId(value ?? none)}
          searchable
          items={[
            { value: none, label: 'None, calls go out without one' },
            // What verifies webhooks is in no request.
            ...(credentials.data ?? []).filter(({ kind }) => kind !== 'signing_secret').map((one) => ({ value: one.id, label: one.name })),
          ]}
          reason="Its secret is put in when a call is sent, and never shown."
        />
      </>
    </Dialog>
  );
}
