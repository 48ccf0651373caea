import { useState } from 'react';
import type { Fault } from '../../../shared/contract/errors.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { go } from '../../app/navigate.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { checkLink } from './check-link.ts';
import { FaultInForm } from '../../ui/fault-in-form.tsx';
import { showApi } from './inventory-store.ts';

/** Adds an API that has no contract document: by its names and, when known, where it is called. */
export function AddApiDialog({ onClose }: { onClose: () => void }) {
  const [vendorName, setVendorName] = useState('');
  const [name, setName] = useState('');
  const [version, setVersion] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<Fault | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const problems: Readonly<Record<string, string | null>> = {
    vendor: vendorName.trim() === '' ? 'The company behind it.' : null,
    name: name.trim() === '' ? 'What your team calls the product.' : null,
    url: checkLink(baseUrl.trim()),
  };
  const problem = (field: string): string | null => (left.has(field) ? (problems[field] ?? null) : null);
  const leave = (field: string) => () => setLeft(new Set([...left, field]));

  const save = async (): Promise<void> => {
    setLeft(new Set(Object.keys(problems)));
    if (Object.values(problems).some((one) => one !== null)) return;
    setIsSaving(true);
    setFault(null);
    try {
      const { id } = await client.inventory.addApi({
        vendorName: vendorName.trim(),
        name: name.trim(),
        version: version.trim(),
        ...(baseUrl.trim() === '' ? {} : { baseUrl: baseUrl.trim() }),
      });
      onClose();
      showApi();
      go({ place: 'inventory', kind: 'api', id });
      toast({ words: `${vendorName.trim()} ${name.trim()} added` });
    } catch (error) {
      setFault(asFault(error));
      setIsSaving(false);
    }
  };

  return (
    <Dialog title="Add an API by hand" opened onClose={onClose} primary={{ words: 'Add API', run: () => void save(), loading: isSaving }}>
      <>
        <p className="inv-note">
          When the vendor publishes an OpenAPI file, import it in place of this: its endpoints and checks come with it.
        </p>
        {fault ? <FaultInForm fault={fault} /> : null}
        <TextField
          label="Vendor"
          value={vendorName}
          onChange={setVendorName}
          onBlur={leave('vendor')}
          error={problem('vendor')}
          autoFocus
        />
        <TextField label="API" value={name} onChange={setName} onBlur={leave('name')} error={problem('name')} />
        <TextField label="Version" value={version} onChange={setVersion} reason="As the vendor writes it. Empty when it has none." />
        <TextField
          label="Base URL"
          value={baseUrl}
          onChange={setBaseUrl}
          onBlur={leave('url')}
          error={problem('url')}
          reason="Optional. It becomes the first environment."
        />
      </>
    </Dialog>
  );
}
