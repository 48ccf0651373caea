import { useRef, useState } from 'react';
import type { TransferFile, TransferPlan } from '../../../../shared/contract/transfer.ts';
import { client } from '../../../app/client.ts';
import { asFault } from '../../../app/fault-of.ts';
import { useImportRequest } from '../../../app/open-import.ts';
import type { ChosenFile } from '../../../app/open-transfer.ts';

export type TransferStep =
  | { readonly kind: 'choose'; readonly fault: unknown }
  | { readonly kind: 'reading'; readonly words: string }
  | { readonly kind: 'planned'; readonly plan: TransferPlan; readonly apiId: string | null; readonly fault: unknown }
  | { readonly kind: 'applying'; readonly plan: TransferPlan; readonly apiId: string | null };

export interface TransferChoice {
  readonly keys: string[];
  readonly homes: { key: string; vendorName: string; apiName: string }[];
  readonly credentials: { key: string; name: string }[];
  readonly flowName: string | null;
}

export type Applied = Awaited<ReturnType<typeof client.transfer.apply>>;

export interface TransferRun {
  readonly step: TransferStep;
  /** Reads files; true when the inventory was asked to read them in place of this. */
  readonly readFiles: (files: readonly ChosenFile[]) => Promise<boolean>;
  readonly readText: (text: string) => Promise<void>;
  readonly placeIn: (apiId: string | null) => Promise<void>;
  readonly apply: (choice: TransferChoice) => Promise<Applied | null>;
  readonly reset: () => void;
}

/** One import of requests, from the choice of files to the last request. */
export function useTransfer(): TransferRun {
  const [step, setStep] = useState<TransferStep>({ kind: 'choose', fault: null });
  const running = useRef<AbortController | null>(null);

  const read = async (files: TransferFile[], words: string): Promise<unknown> => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setStep({ kind: 'reading', words });
    try {
      const plan = await client.transfer.plan({ files }, { signal: abort.signal });
      if (running.current === abort) setStep({ kind: 'planned', plan, apiId: null, fault: null });
      return null;
    } catch (fault) {
      if (running.current === abort) setStep({ kind: 'choose', fault });
      return fault;
    }
  };
  const reset = (): void => {
    running.current?.abort();
    running.current = null;
    if (step.kind === 'planned') void client.transfer.drop({ planId: step.plan.planId });
    setStep({ kind: 'choose', fault: null });
  };
  return {
    step,
    reset,
    readText: async (text) => void (await read([{ path: '', text }], 'what was pasted')),
    readFiles: async (chosen) => {
      const files = await Promise.all(chosen.map(async ({ path, file }) => ({ path, text: await file.text() })));
      const fault = await read(files, chosen.length === 1 ? (chosen[0]?.path ?? '') : `${chosen.length} files`);
      const isDescription = fault !== null && asFault(fault).data.details?.['format'] === 'openapi';
      if (isDescription) useImportRequest.getState().ask(chosen[0]?.file ?? null);
      return isDescription;
    },
    placeIn: async (apiId) => {
      if (step.kind !== 'planned') return;
      try {
        setStep({ kind: 'planned', plan: await client.transfer.place({ planId: step.plan.planId, apiId }), apiId, fault: null });
      } catch (fault) {
        setStep({ ...step, fault });
      }
    },
    apply: async (choice) => {
      if (step.kind !== 'planned') return null;
      const { plan, apiId } = step;
      setStep({ kind: 'applying', plan, apiId });
      try {
        return await client.transfer.apply({ planId: plan.planId, ...choice });
      } catch (fault) {
        setStep({ kind: 'planned', plan, apiId, fault });
        return null;
      }
    },
  };
}
