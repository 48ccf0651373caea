import { useCallback, useEffect, useRef, useState } from 'react';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FaultData } from '../../../shared/contract/errors.ts';
import type { ImportPlan } from '../../../shared/contract/inventory.ts';
import { client } from '../../app/client.ts';
import { asFault } from '../../app/fault-of.ts';
import { refuseBySize } from './file-size.ts';

export type ImportStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'reading'; readonly file: File }
  | { readonly kind: 'refused'; readonly file: File; readonly fault: FaultData }
  | { readonly kind: 'planned'; readonly file: File; readonly plan: ImportPlan }
  | { readonly kind: 'applying'; readonly file: File; readonly plan: ImportPlan };

export interface ImportDone {
  readonly vendorId: string;
  readonly apiId: string;
  readonly words: string;
}

export interface ImportRun {
  readonly step: ImportStep;
  /** Files that wait for their turn. */
  readonly waiting: readonly File[];
  /** Files that were taken, skipped or are on screen, of all that were chosen. */
  readonly number: number;
  readonly total: number;
  readonly take: (files: readonly File[]) => void;
  /** Goes on with the next file that waits; back to choosing when there is none. */
  readonly skip: () => boolean;
  readonly retry: () => void;
  readonly apply: (names: { readonly vendorName: string; readonly apiName: string }) => Promise<ImportDone | null>;
  /** Stops reading and forgets everything. Nothing was changed by reading. */
  readonly reset: () => void;
}

const choose: ImportStep = { kind: 'choose' };

/** Reads documents one after another: each is planned, shown, and only then applied or skipped. */
export function useImport(): ImportRun {
  const [step, setStep] = useState<ImportStep>(choose);
  const [queue, setQueue] = useState<{ waiting: readonly File[]; total: number }>({ waiting: [], total: 0 });
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const read = useCallback(async (file: File): Promise<void> => {
    reading.current?.abort();
    const refused = refuseBySize(file);
    if (refused) return setStep({ kind: 'refused', file, fault: refused });
    const controller = new AbortController();
    reading.current = controller;
    setStep({ kind: 'reading', file });
    try {
      const plan = await client.inventory.planImport({ file }, { signal: controller.signal });
      if (!controller.signal.aborted) setStep({ kind: 'planned', file, plan });
    } catch (error) {
      if (!controller.signal.aborted) setStep({ kind: 'refused', file, fault: faultOfFile(error, file) });
    }
  }, []);

  const isBusy = step.kind === 'planned' || step.kind === 'applying' || step.kind === 'reading';
  const take = (files: readonly File[]): void => {
    const [first, ...rest] = files;
    if (!first) return;
    if (isBusy) return setQueue(({ waiting, total }) => ({ waiting: [...waiting, ...files], total: total + files.length }));
    setQueue({ waiting: rest, total: files.length });
    void read(first);
  };

  const skip = (): boolean => {
    reading.current?.abort();
    const [next, ...rest] = queue.waiting;
    if (!next) {
      setStep(choose);
      setQueue({ waiting: [], total: 0 });
      return false;
    }
    setQueue({ ...queue, waiting: rest });
    void read(next);
    return true;
  };

  const apply: ImportRun['apply'] = async (names) => {
    if (step.kind !== 'planned') return null;
    const { plan, file } = step;
    setStep({ kind: 'applying', plan, file });
    try {
      return await client.inventory.applyImport({ planId: plan.planId, ...names });
    } catch (error) {
      setStep({ kind: 'refused', file, fault: faultOfFile(error, file) });
      return null;
    }
  };

  const reset = useCallback((): void => {
    reading.current?.abort();
    setStep(choose);
    setQueue({ waiting: [], total: 0 });
  }, []);

  return {
    step,
    waiting: queue.waiting,
    number: queue.total - queue.waiting.length,
    total: queue.total,
    take,
    skip,
    retry: () => step.kind === 'refused' && void read(step.file),
    apply,
    reset,
  };
}

/** A folder, or a file that went away while it was chosen, fails in the browser before the core sees it. */
function faultOfFile(error: unknown, file: File): FaultData {
  if (error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'NotReadableError')) {
    return new Fault('not_a_document', {
      happened: `${file.name} cannot be read: it is a folder, or it was moved or changed since it was chosen.`,
      remedy: 'Choose the OpenAPI file itself, a .json or .yaml file.',
      place: { file: file.name },
    }).data;
  }
  return asFault(error).data;
}
