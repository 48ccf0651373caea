import { useState, type ReactElement } from 'react';
import type { PersonProgress, RunbookRow } from '../../../shared/contract/runbooks.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { startAndOpen } from './run-runbook.ts';
import './run/run.css';

export interface StartDialogProps {
  readonly runbooks: readonly RunbookRow[];
  readonly people: readonly PersonProgress[];
  /** The runbook that is started; without it one is chosen. */
  readonly runbookId?: string;
  readonly onClose: () => void;
}

/** Starts a run: which runbook, in earnest or as a drill, why, and about whom. */
export function StartDialog({ runbooks, people, runbookId, onClose }: StartDialogProps): ReactElement {
  const choices = runbooks.filter((row) => row.published > 0 && !row.isRetired);
  const [chosen, setChosen] = useState<string | null>(runbookId ?? null);
  const [kind, setKind] = useState<'real' | 'drill'>('real');
  const [reason, setReason] = useState('');
  const [personId, setPersonId] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const row = choices.find((one) => one.id === chosen);
  const isAboutPerson = row?.kind === 'onboarding person';
  const start = async (): Promise<void> => {
    if (chosen === null) return;
    setIsBusy(true);
    const started = await startAndOpen(chosen, {
      isDrill: kind === 'drill' && !isAboutPerson,
      reason: reason.trim(),
      subjectPersonId: isAboutPerson ? personId : null,
    });
    setIsBusy(false);
    if (started) onClose();
  };
  return (
    <Dialog
      opened
      title={runbookId !== undefined && row ? `Start “${row.name}”` : 'Start a run'}
      onClose={onClose}
      primary={{
        words: kind === 'drill' && !isAboutPerson ? 'Start the drill' : 'Start the run',
        run: () => void start(),
        loading: isBusy,
        disabled: chosen === null || (isAboutPerson && personId === null),
      }}
      footer={row ? `Revision ${row.published}, ${row.steps} steps${row.minutes === null ? '' : `, about ${row.minutes} min`}` : undefined}
    >
      <div className="rb-form">
        {runbookId === undefined && (
          <SelectField
            label="Runbook"
            value={chosen}
            onChange={setChosen}
            searchable={choices.length > 8}
            items={choices.map((one) => ({ value: one.id, label: one.name }))}
            autoFocus
          />
        )}
        {isAboutPerson ? (
          <SelectField
            label="Who is being onboarded?"
            value={personId}
            onChange={setPersonId}
            items={people.map((one) => ({ value: one.personId, label: one.name }))}
          />
        ) : (
          <Segments
            isWide
            label="In earnest or as a drill"
            value={kind}
            onChange={setKind}
            items={[
              { value: 'real', label: 'In earnest' },
              { value: 'drill', label: 'Drill' },
            ]}
          />
        )}
        <TextField label="Why now" reason="Stands in the record: what was seen, who asked." value={reason} onChange={setReason} />
      </div>
    </Dialog>
  );
}
