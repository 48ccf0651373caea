import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { LedgerDetail, PeekedFile } from '../../../shared/contract/ledger.ts';
import type { SideSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { api, client } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.ts';
import { SpecForm } from './spec-form.tsx';

/** Changes what a ledger compares: a new version of the definition; runs keep theirs. */
export function DefinitionSheet({ detail, onClose }: { readonly detail: LedgerDetail; readonly onClose: () => void }): ReactElement {
  const [spec, setSpec] = useState(detail.definition.spec);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const left = useColumns(detail.leftPath, detail.definition.spec, 'left');
  const right = useColumns(detail.rightPath, detail.definition.spec, 'right');
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFault(null);
    try {
      const { number } = await client.ledger.define({ id: detail.id, spec, reason: reason.trim() });
      toast({ words: `Definition ${number} is used from the next run on` });
      onClose();
    } catch (error) {
      setFault(error);
      setIsSaving(false);
    }
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title={`Change what ${detail.name} compares`}
      width={720}
      primary={{
        words: 'Use from the next run',
        run: () => void save(),
        loading: isSaving,
        disabled: reason.trim() === '' || JSON.stringify(spec) === JSON.stringify(detail.definition.spec),
      }}
    >
      <div className="led-form">
        <SpecForm spec={spec} left={left} right={right} onChange={setSpec} />
        <TextField label="Reason" value={reason} onChange={setReason} reason="Stands with the version; a version never changes." />
        {fault === null ? null : <FaultNote fault={fault} />}
      </div>
    </Sheet>
  );
}

/** The columns of the last file, or those that the definition names when the file is gone. */
function useColumns(path: string, spec: LedgerDetail['definition']['spec'], side: 'left' | 'right'): PeekedFile {
  const peeked = useQuery(api.ledger.peek.queryOptions({ input: { path }, enabled: path !== '', retry: false }));
  const named = [...columnsOf(spec[side]), ...spec.fields.map((field) => field[side])];
  return peeked.data ?? { path, name: '', bytes: 0, columns: [...new Set(named)], rows: [] };
}

const columnsOf = ({ key, amount, currency, time }: SideSpec): string[] => [
  ...key,
  amount.column,
  ...('column' in currency ? [currency.column] : []),
  ...(time === null ? [] : [time.column]),
];
