import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FaultData } from '../../../shared/contract/errors.ts';
import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { go } from '../../app/navigate.ts';
import { useImportRequest } from '../../app/open-import.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { PrimaryAction } from '../../ui/dialog.tsx';
import { FaultNote } from '../../ui/fault-note.tsx';
import { toast } from '../../ui/toast.ts';
import { ImportPlanView } from './import-plan-view.tsx';
import { applyWords } from './import-words.ts';
import { showApi } from './inventory-store.ts';
import { useImport } from './use-import.ts';
import './import.css';
import './inventory.css';

const accepted = '.json,.yaml,.yml,application/json,application/yaml';

/** Imports API descriptions: choose or drop, read, see what it adds, and only then add it. Mounted once by the app. */
export default function ImportDialog() {
  const { isAsked, file, clear } = useImportRequest();
  const run = useImport();
  const { step } = run;
  const chooser = useRef<HTMLInputElement>(null);
  const [names, setNames] = useState({ planId: '', vendorName: '', apiName: '' });
  const taken = useRef<File | null>(null);

  // A file that was dropped while the dialog is open waits for its turn.
  useEffect(() => {
    if (!isAsked) taken.current = null;
    else if (file && taken.current !== file) {
      taken.current = file;
      run.take([file]);
    }
  }, [isAsked, file, run]);

  const plan = step.kind === 'planned' || step.kind === 'applying' ? step.plan : null;
  if (plan && plan.planId !== names.planId) setNames({ planId: plan.planId, vendorName: plan.vendorName, apiName: plan.apiName });

  const close = (): void => {
    if (step.kind === 'applying') return;
    run.reset();
    clear();
  };
  const next = (): void => {
    if (!run.skip()) clear();
  };
  const apply = async (): Promise<void> => {
    const done = await run.apply({ vendorName: names.vendorName.trim(), apiName: names.apiName.trim() });
    if (!done) return;
    toast({ words: done.words });
    if (run.waiting.length === 0) {
      showApi();
      go({ place: 'inventory', kind: plan?.comparison ? 'changes' : 'api', id: done.apiId });
    }
    next();
  };

  const isLast = run.waiting.length === 0;
  const isNamed = names.vendorName.trim() !== '' && names.apiName.trim() !== '';
  const openChooser = (): void => chooser.current?.click();
  const primaryOf = (): PrimaryAction => {
    if (plan && plan.existing.isSameDocument) return { words: `Open ${plan.vendorName} ${plan.apiName}`, run: () => openExisting(plan) };
    if (plan)
      return { words: applyWords(plan, names.apiName), run: () => void apply(), loading: step.kind === 'applying', disabled: !isNamed };
    if (step.kind === 'reading') return { words: 'Reading', run: () => undefined, loading: true };
    return { words: step.kind === 'refused' ? 'Choose another file' : 'Choose files', run: openChooser };
  };
  const openExisting = (same: ImportPlan): void => {
    if (same.existing.apiId) go({ place: 'inventory', kind: 'api', id: same.existing.apiId });
    next();
  };
  return (
    <Dialog
      title={titleOf(step.kind, plan?.comparison ? 'changes' : 'adds', run.number, run.total)}
      opened={isAsked}
      onClose={close}
      width={plan ? 760 : 520}
      footer={
        isLast || step.kind === 'applying' ? null : (
          <Button small kind="quiet" onClick={next}>
            Skip this file
          </Button>
        )
      }
      primary={primaryOf()}
    >
      <input
        ref={chooser}
        type="file"
        multiple
        accept={accepted}
        className="inv-file"
        aria-label="API descriptions"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after it was mended.
          event.target.value = '';
          if (step.kind === 'refused' && files.length > 0) run.skip();
          run.take(files);
        }}
      />
      {step.kind === 'choose' ? <Choose onChoose={openChooser} onDrop={run.take} /> : null}
      {step.kind === 'reading' ? <Reading key={`${step.file.name} ${run.number}`} file={step.file} /> : null}
      {step.kind === 'refused' ? <Refused fault={step.fault} onRetry={run.retry} /> : null}
      {plan ? (
        <ImportPlanView
          plan={plan}
          vendorName={names.vendorName}
          apiName={names.apiName}
          onVendorName={(vendorName) => setNames({ ...names, vendorName })}
          onApiName={(apiName) => setNames({ ...names, apiName })}
        />
      ) : null}
    </Dialog>
  );
}

function titleOf(step: string, verb: 'adds' | 'changes', number: number, total: number): string {
  const of = total > 1 ? `, file ${number} of ${total}` : '';
  switch (step) {
    case 'reading':
      return `Reading the document${of}`;
    case 'refused':
      return `This document cannot be imported${of}`;
    case 'planned':
    case 'applying':
      return `What this import ${verb}${of}`;
    default:
      return 'Import an API';
  }
}

function Choose({ onChoose, onDrop }: { onChoose: () => void; onDrop: (files: readonly File[]) => void }) {
  return (
    <div
      className="inv-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onDrop([...event.dataTransfer.files]);
      }}
    >
      <IconFileImport size={28} stroke={1.6} aria-hidden="true" />
      <p>
        <b>Drop the vendor’s OpenAPI file here</b>, or{' '}
        <button type="button" className="inv-door-button" onClick={onChoose}>
          choose it
        </button>
        .
      </p>
      <p className="faint">
        JSON or YAML, OpenAPI 3 or Swagger 2, up to 30 MB. You see what it adds before it adds anything, and nothing leaves this computer.
      </p>
    </div>
  );
}

/** Says what is being read, and after half a second for how long. */
function Reading({ file }: { readonly file: File }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((value) => value + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="inv-reading" role="status">
      <span className="inv-progress" aria-hidden="true" />
      <p>
        Reading <b>{file.name}</b>, {sizeWords(file.size)}
        {seconds > 0 ? <span className="faint"> · {seconds} s</span> : null}
      </p>
      <p className="faint">Nothing is added yet. Cancel stops it.</p>
    </div>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function Refused({ fault, onRetry }: { fault: FaultData; onRetry: () => void }) {
  const { code, ...words } = fault;
  return (
    <>
      <FaultNote fault={new Fault(code, words)} onRetry={code === 'document_too_large' ? undefined : onRetry} />
      <p className="inv-note">Nothing was added or changed.</p>
    </>
  );
}
