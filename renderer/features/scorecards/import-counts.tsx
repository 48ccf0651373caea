import { useState, type ReactElement } from 'react';
import { client } from '../../app/client.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { toast } from '../../ui/toast.ts';

type What = 'quantities' | 'outcomes';

/** Many quantities or outcomes at once, pasted as CSV; all rows or none. */
export function ImportCounts({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [what, setWhat] = useState<What>('quantities');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const run = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const { added, changed, months } = await (what === 'quantities'
        ? client.scorecards.importQuantities({ text })
        : client.scorecards.importOutcomes({ text }));
      toast({ words: `${added} added, ${changed} changed, ${months.join(', ')}`, state: 'holds' });
      onClose();
    } catch (error) {
      setFault(error);
      setIsBusy(false);
    }
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title="Import counts"
      primary={{ words: `Import ${what}`, run: () => void run(), loading: isBusy, disabled: text.trim() === '' }}
    >
      <div className="sc-form">
        <Segments<What>
          label="What"
          value={what}
          onChange={setWhat}
          items={[
            { value: 'quantities', label: 'Quantities' },
            { value: 'outcomes', label: 'Outcomes' },
          ]}
        />
        <TextArea
          label="CSV"
          value={text}
          onChange={setText}
          placeholder={
            what === 'quantities' ? 'month,plan,quantity\n2026-10,Klaviyo Profiles,57310' : 'month,name,quantity\n2026-10,orders,18214'
          }
          reason="Paste from a spreadsheet, with the first line. All rows are taken, or none."
        />
        {fault !== null && <FaultNote fault={fault} />}
      </div>
    </Sheet>
  );
}
