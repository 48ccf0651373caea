import { useEffect, useRef, useState, type ReactElement } from 'react';
import { go } from '../../../app/navigate.ts';
import { useTransferRequest } from '../../../app/open-transfer.ts';
import { Dialog, type PrimaryAction } from '../../../ui/dialog.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { formatCount } from '../../../ui/format.ts';
import { toast } from '../../../ui/toast.ts';
import { undoLast } from '../../../ui/undo-last.ts';
import { useConsoleStore } from '../console-store.ts';
import { ChooseSource } from './choose-source.tsx';
import { importText, openPaste } from './open-paste.ts';
import { PlanView } from './plan-view.tsx';
import { startChoice, type PlanChoice } from './plan-choice.ts';
import { useTransfer } from './use-transfer.ts';
import './transfer.css';

/** Takes requests over from other programs: choose, drop or paste, see what it adds and what stays behind, and only then take it. */
export default function TransferDialog(): ReactElement {
  const { isAsked, files, clear } = useTransferRequest();
  const run = useTransfer();
  const { step } = run;
  const [paste, setPaste] = useState('');
  const [choice, setChoice] = useState<PlanChoice | null>(null);
  const taken = useRef<typeof files | null>(null);

  // Files that were dropped while the dialog is open take the place of what it shows.
  useEffect(() => {
    if (!isAsked) taken.current = null;
    else if (files.length > 0 && taken.current !== files) {
      taken.current = files;
      void run.readFiles(files).then((isElsewhere) => isElsewhere && clear());
    }
  }, [isAsked, files, run, clear]);

  const plan = step.kind === 'planned' || step.kind === 'applying' ? step.plan : null;
  if (plan && choice?.plan !== plan) setChoice(startChoice(plan, choice));

  const close = (): void => {
    if (step.kind === 'applying') return;
    run.reset();
    setPaste('');
    setChoice(null);
    clear();
  };
  const take = async (): Promise<void> => {
    if (!choice) return;
    const done = await run.apply({
      keys: [...choice.keys],
      homes: choice.plan.homes
        .filter(({ apiId }) => apiId === null)
        .map(({ key }) => ({ key, ...(choice.names[key] ?? { vendorName: '', apiName: '' }) })),
      credentials: choice.plan.credentials.filter(({ key }) => choice.credentials.has(key)).map(({ key, name }) => ({ key, name })),
      flowName: choice.flowName?.trim() ?? null,
    });
    if (!done) return;
    const kept = done.credentialIds.length;
    toast({
      words: `${done.words}${kept === 0 ? '' : `. ${kept === 1 ? 'A credential is' : `${kept} credentials are`} in the keychain`}`,
      state: 'holds',
      undo: () => void undoLast('savedRequest', done.firstRequestId),
    });
    useConsoleStore.getState().setMode('saved');
    const [flow, ...more] = done.flows;
    go(
      flow === undefined
        ? { place: 'console', kind: 'savedRequest', id: done.firstRequestId }
        : { place: 'console', kind: 'flow', ...(more.length === 0 ? { id: flow.id } : {}) },
    );
    run.reset();
    setPaste('');
    clear();
  };
  const readPaste = async (): Promise<void> => {
    if (await openPaste(paste)) close();
    else await run.readText(importText(paste));
  };

  const primaryOf = (): PrimaryAction | undefined => {
    if (step.kind === 'reading') return { words: 'Reading', run: () => undefined, loading: true };
    if (!plan || !choice) return { words: 'Read what was pasted', run: () => void readPaste(), disabled: paste.trim() === '' };
    const isNamed = plan.homes.every(
      ({ apiId, key }) => apiId !== null || (choice.names[key]?.vendorName.trim() !== '' && choice.names[key]?.apiName.trim() !== ''),
    );
    const count = choice.keys.size;
    return {
      words: `Take over ${count === 1 ? '1 request' : `${formatCount(count)} requests`}`,
      run: () => void take(),
      loading: step.kind === 'applying',
      disabled: count === 0 || !isNamed || choice.flowName?.trim() === '',
    };
  };
  const fault = step.kind === 'choose' || step.kind === 'planned' ? step.fault : null;
  return (
    <Dialog
      title={plan ? plan.words.replace(/\.$/, '') : 'Import requests'}
      opened={isAsked}
      onClose={close}
      width={plan ? 1040 : 600}
      primary={primaryOf()}
    >
      {fault === null ? null : <FaultNote fault={fault} />}
      {step.kind === 'choose' ? (
        <ChooseSource
          paste={paste}
          onPaste={setPaste}
          onFiles={(chosen) => void run.readFiles(chosen).then((isElsewhere) => isElsewhere && close())}
        />
      ) : null}
      {step.kind === 'reading' ? (
        <div className="trf-reading" role="status">
          <span className="trf-progress" aria-hidden="true" />
          <p>
            Reading <b>{step.words}</b>
          </p>
          <p className="faint">Nothing is added yet, and no script in it is run. Cancel stops it.</p>
        </div>
      ) : null}
      {plan && choice ? (
        <PlanView
          plan={plan}
          choice={choice}
          onChoice={setChoice}
          apiId={step.kind === 'planned' || step.kind === 'applying' ? step.apiId : null}
          onPlace={(apiId) => void run.placeIn(apiId)}
        />
      ) : null}
    </Dialog>
  );
}
