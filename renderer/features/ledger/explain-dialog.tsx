import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldProps } from '../../ui/field.ts';
import { formatDay } from '../../ui/format.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { useNow } from '../../ui/use-now.ts';
import { explain } from './act-on-breaks.ts';
import type { ChoiceDialogProps } from './assign-dialog.tsx';

const dayMs = 86_400_000;

/** Asks until when breaks are all right, and why. */
export function ExplainDialog({ choice, words, onClose }: ChoiceDialogProps): ReactElement {
  const [day, setDay] = useState(() => inputDay(Date.now() + 7 * dayMs));
  const [reason, setReason] = useState('');
  const [isTouched, setIsTouched] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const until = endOfDay(day);
  const now = useNow();
  const isPast = until !== null && until <= now;
  const save = async (): Promise<void> => {
    setIsTouched(true);
    if (until === null || isPast || reason.trim() === '') return;
    setIsSaving(true);
    if (await explain(choice, until, reason.trim(), formatDay(until, now))) onClose();
    else setIsSaving(false);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Explain ${words}`}
      width={440}
      primary={{ words: 'Explain', run: () => void save(), loading: isSaving }}
    >
      <div className="led-form">
        <TextArea
          label="Why it is all right"
          value={reason}
          onChange={setReason}
          error={isTouched && reason.trim() === '' ? 'Say why; whoever finds it next reads this.' : null}
          autoFocus
        />
        <TextInput
          {...fieldProps({
            label: 'Until',
            reason: 'After this day, or when its values change, it stands open again.',
            error: until === null ? 'Choose a day.' : isPast ? 'The day has passed.' : null,
          })}
          type="date"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}

function inputDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** The last moment of a day where the person is; null for no day. */
function endOfDay(day: string): number | null {
  const [year, month, date] = day.split('-').map(Number);
  return year && month && date ? new Date(year, month - 1, date, 23, 59, 59).getTime() : null;
}
