import { useState, type ReactElement } from 'react';
import type { GuidanceNote } from '../../../../../shared/contract/answers.ts';
import { client } from '../../../../app/client.ts';
import { asFault } from '../../../../app/fault-of.ts';
import { Button } from '../../../../ui/button.tsx';
import { FaultInForm } from '../../../../ui/fault-in-form.tsx';
import { SelectField } from '../../../../ui/select-field.tsx';
import { Sheet } from '../../../../ui/sheet.tsx';
import { TextArea } from '../../../../ui/text-area.tsx';
import { TextField } from '../../../../ui/text-field.tsx';
import { offerUndo } from '../../../../ui/undo-last.ts';
import { classItems } from './class-names.ts';

export interface NoteSubject extends Pick<GuidanceNote, 'apiId' | 'errorClass' | 'status' | 'problemType' | 'body'> {
  /** Null: a new one. */
  readonly id: string | null;
  readonly isForStatus: boolean;
}

/** Writes what to do about a kind of failure of an API. */
export function NoteSheet({ subject, onClose }: { readonly subject: NoteSubject; readonly onClose: () => void }): ReactElement {
  const [errorClass, setErrorClass] = useState(subject.errorClass);
  const [status, setStatus] = useState(subject.isForStatus && subject.status !== null ? String(subject.status) : '');
  const [problemType, setProblemType] = useState(subject.id === null ? '' : (subject.problemType ?? ''));
  const [body, setBody] = useState(subject.body);
  const [fault, setFault] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, words: string): Promise<void> => {
    setIsBusy(true);
    setFault(null);
    try {
      const kept = await work();
      const id = subject.id ?? (kept as { readonly id?: string }).id;
      if (id !== undefined) offerUndo(words, 'guidanceNote', id);
      onClose();
    } catch (error) {
      setFault(asFault(error));
    } finally {
      setIsBusy(false);
    }
  };
  const save = (): void => {
    const fields = { errorClass, status: status.trim() === '' ? null : Number(status), problemType: problemType.trim() || null, body };
    void run(
      () =>
        subject.id === null
          ? client.answers.addNote({ apiId: subject.apiId, ...fields })
          : client.answers.changeNote({ id: subject.id, ...fields }),
      'Kept what to do',
    );
  };
  const { id } = subject;
  return (
    <Sheet
      opened
      title={id === null ? 'Write what to do' : 'What to do'}
      onClose={onClose}
      primary={{ words: 'Keep this note', run: save, loading: isBusy, disabled: body.trim() === '' }}
    >
      <FaultInForm fault={fault} />
      <SelectField
        label="When it fails like this"
        value={errorClass}
        items={classItems}
        onChange={(next) => next !== null && setErrorClass(next)}
      />
      <TextField label="Only with this status" reason="Such as 422; empty: with any." value={status} onChange={setStatus} />
      <TextField
        label="Only with this type of problem"
        reason="The type of a problem answer (RFC 9457); empty: with any."
        value={problemType}
        onChange={setProblemType}
        mono
      />
      <TextArea
        label="What to do"
        reason="Markdown. What it turned out to be, what helped, who knows. Shown beside every such failure of this API."
        rows={8}
        value={body}
        onChange={setBody}
      />
      {id !== null && (
        <Button kind="danger" onClick={() => void run(() => client.answers.removeNote({ id }), 'Removed the note')}>
          Remove this note
        </Button>
      )}
    </Sheet>
  );
}
