import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowDetail, PeekedRows } from '../../../shared/contract/flows.ts';
import { client } from '../../app/client.ts';
import {
  chooseFile,
  givenValues,
  namesToType,
  peekOptions,
  readReadiness,
  shownValues,
  withoutFile,
  type ChosenFile,
  type RunReadiness,
  type TypedValues,
} from './run-choice.ts';

export interface RunChoice extends RunReadiness {
  readonly file: File | null;
  readonly setFile: (file: File | null) => void;
  /** Names that have to be given by hand, what was typed for them, and what of it the run gets. */
  readonly names: readonly string[];
  readonly typed: TypedValues;
  readonly type: (name: string, value: string) => void;
  readonly values: TypedValues;
  readonly rows: string;
  readonly setRows: (rows: string) => void;
  readonly concurrency: number;
  readonly setConcurrency: (concurrency: number) => void;
  /** What the first rows would send; of the file that was chosen, never of the one before it. */
  readonly peeked: PeekedRows | undefined;
  readonly fault: unknown;
}

/** What a flow is to be run with, and what that would send; nothing is sent to find out. */
export function useRunChoice(flow: FlowDetail): RunChoice {
  const [chosen, setChosen] = useState(withoutFile);
  const [rows, setRows] = useState('');
  const [concurrency, setConcurrency] = useState(1);
  const [typed, setTyped] = useState<TypedValues>({});
  // The file tells which names are left, so it is known from what was read of it before.
  const [read, setRead] = useState<{ readonly of: ChosenFile; readonly peeked: PeekedRows } | null>(null);
  const names = namesToType(flow, chosen, read?.of === chosen ? read.peeked : undefined);
  const values = givenValues(names, typed);
  const shown = shownValues(values);
  const peek = useQuery(
    peekOptions(
      flow,
      chosen,
      (file, signal) => client.flows.peek({ id: flow.id, data: file === null ? null : { file }, values: { ...shown } }, { signal }),
      shown,
    ),
  );
  if (peek.data && !peek.isPlaceholderData && (read?.of !== chosen || read.peeked !== peek.data))
    setRead({ of: chosen, peeked: peek.data });
  return {
    ...readReadiness(chosen, rows, peek),
    file: chosen.file,
    setFile: (file) => setChosen(chooseFile(file)),
    names,
    typed,
    type: (name, value) => setTyped((before) => ({ ...before, [name]: value })),
    values,
    rows,
    setRows,
    concurrency,
    setConcurrency,
    peeked: peek.data,
    fault: peek.error,
  };
}
