import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { grouped } from '../../../../shared/domain/grouped.ts';
import { exportFormatFacts, exportFormats, type ExportFormat } from '../../../../shared/domain/transfer/export-formats.ts';
import { api } from '../../../app/client.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useRemembered } from '../../../ui/remembered.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { exportToFile } from './copy-as.ts';

export interface ExportDialogProps {
  /** The request that it was opened from; null: all of them. */
  readonly savedRequestId: string | null;
  readonly onClose: () => void;
}

/** Asks which saved requests are written, and as what. */
export function ExportDialog({ savedRequestId, onClose }: ExportDialogProps): ReactElement {
  const saved = useQuery(api.console.savedRequests.queryOptions({ input: {} }));
  const [what, setWhat] = useState(savedRequestId === null ? 'all' : 'this');
  const [kept, setKept] = useRemembered<string>('export requests as', 'postman');
  const [isWriting, setIsWriting] = useState(false);
  const format: ExportFormat = exportFormats.find((one) => one === kept) ?? 'postman';
  const rows = saved.data ?? [];
  const one = rows.find(({ id }) => id === savedRequestId);
  const folders = [...new Set(rows.map(({ folder }) => folder).filter((folder) => folder !== ''))];
  const write = async (): Promise<void> => {
    setIsWriting(true);
    const choice =
      what === 'this' && savedRequestId !== null
        ? { kind: 'requests' as const, ids: [savedRequestId] }
        : what === 'all'
          ? { kind: 'all' as const }
          : { kind: 'folder' as const, folder: what.slice('folder '.length) };
    if (await exportToFile(choice, format)) onClose();
    else setIsWriting(false);
  };
  return (
    <Dialog
      title="Export requests"
      opened
      onClose={onClose}
      width={440}
      primary={{ words: 'Save as a file', run: () => void write(), loading: isWriting, disabled: rows.length === 0 }}
    >
      <SelectField
        label="Which"
        value={what}
        onChange={(next) => setWhat(next ?? 'all')}
        searchable={folders.length > 8}
        items={[
          ...(one ? [{ value: 'this', label: `“${one.name}”` }] : []),
          ...folders.map((folder) => ({ value: `folder ${folder}`, label: `the folder ${folder}` })),
          { value: 'all', label: rows.length === 1 ? 'the saved request' : `all ${grouped(rows.length)} saved requests` },
        ]}
      />
      <SelectField
        label="As"
        value={format}
        onChange={(next) => setKept(next ?? 'postman')}
        items={exportFormats.map((value) => ({ value, label: exportFormatFacts[value].words }))}
        reason="Where a secret would stand there is a placeholder, such as $ADYEN_KEY or {{ADYEN_KEY}}."
      />
    </Dialog>
  );
}
