import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { PeekedFile } from '../../../shared/contract/ledger.ts';
import type { LedgerSpec } from '../../../shared/domain/ledger/ledger-spec.ts';
import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { FaultNote } from '../../ui/fault-note.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { chooseFile, FileBox, lookInto } from './file-box.tsx';
import { RunProgress } from './run-progress.tsx';
import { SpecForm } from './spec-form.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useRun } from './use-run.ts';

type Side = 'left' | 'right';
type Files = Readonly<Record<Side, PeekedFile | null>>;

/** Two files, what is the same in them, and the first run: from two exports to the first differences. */
export function NewLedgerSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [files, setFiles] = useState<Files>({ left: null, right: null });
  const [reading, setReading] = useState<Side | null>(null);
  const [spec, setSpec] = useState<LedgerSpec | null>(null);
  const [name, setName] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const run = useRun(({ id }) => {
    onClose();
    go({ place: 'ledger', kind: 'ledger', id });
  });

  // The keyboard goes on where something is still to be done: the other file, then the name.
  const leftButton = useRef<HTMLButtonElement>(null);
  const rightButton = useRef<HTMLButtonElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const [hasLeft, hasRight, hasSpec] = [files.left !== null, files.right !== null, spec !== null];
  useEffect(() => {
    if (hasSpec) nameField.current?.focus();
    else if (hasLeft && !hasRight) rightButton.current?.focus();
    else if (hasRight && !hasLeft) leftButton.current?.focus();
  }, [hasLeft, hasRight, hasSpec]);

  const take = async (side: Side, file: string | File, known: Files): Promise<Files> => {
    setReading(side);
    setFault(null);
    try {
      const next = { ...known, [side]: await lookInto(file) };
      setFiles(next);
      if (next.left !== null && next.right !== null) {
        const guess = await client.ledger.guess({ left: next.left, right: next.right });
        setSpec(guess);
        setName((before) => (before === '' ? `${guess.left.name} to ${guess.right.name}` : before));
      }
      return next;
    } catch (error) {
      setFault(error);
      return known;
    } finally {
      setReading(null);
    }
  };
  const choose = async (side: Side): Promise<void> => {
    const path = await chooseFile(side === 'left' ? 'Left file' : 'Right file');
    if (path !== null) await take(side, path, files);
  };
  const isOver = useFileDrop((dropped) => {
    const [first, second] = dropped;
    void (async () => {
      let known = files;
      if (first) known = await take(known.left === null ? 'left' : 'right', first, known);
      if (second) await take('right', second, known);
    })();
  });

  const save = async (): Promise<void> => {
    if (spec === null || files.left === null || files.right === null || name.trim() === '') return;
    setIsSaving(true);
    setFault(null);
    try {
      // When the run failed the ledger is there already: only the run is tried again, by the definition as it now stands.
      const id = made ?? (await client.ledger.create({ name: name.trim(), spec })).id;
      if (made !== null) await client.ledger.define({ id, spec, reason: 'changed before the first run' });
      setMade(id);
      run.start({ id, leftPath: files.left.path, rightPath: files.right.path });
    } catch (error) {
      setFault(error);
    } finally {
      setIsSaving(false);
    }
  };
  const shownFault = fault ?? run.fault;
  return (
    <Sheet
      opened
      onClose={onClose}
      title="Compare two files"
      width={720}
      {...(spec === null
        ? {}
        : { primary: { words: 'Compare', run: () => void save(), loading: isSaving || run.job !== null, disabled: name.trim() === '' } })}
    >
      <div className="led-form">
        <p className="muted">
          {isOver
            ? 'Drop them: the first is the left one.'
            : 'Drop two exports here: what should be on the left, what is on the right. CSV, JSON or NDJSON. They stay on this computer.'}
        </p>
        <div className="led-files">
          {(['left', 'right'] as const).map((side) => (
            <FileBox
              key={side}
              label={side === 'left' ? 'Left file' : 'Right file'}
              hint={side === 'left' ? 'What should be, such as orders.' : 'What is, such as payouts.'}
              file={files[side]}
              isReading={reading === side}
              onChoose={() => void choose(side)}
              isFirst={side === 'left'}
              buttonRef={side === 'left' ? leftButton : rightButton}
            />
          ))}
        </div>
        {spec === null || files.left === null || files.right === null ? null : (
          <>
            <TextField label="Name" value={name} onChange={setName} ref={nameField} />
            <SpecForm spec={spec} left={files.left} right={files.right} onChange={setSpec} />
          </>
        )}
        {run.job === null ? null : <RunProgress job={run.job} onStop={run.cancel} />}
        {shownFault === null ? null : <FaultNote fault={shownFault} />}
      </div>
    </Sheet>
  );
}
