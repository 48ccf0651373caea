import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowDetail, PeekedRows } from '../../../shared/contract/flows.ts';
import { client } from '../../app/client.ts';
import { chooseFile, peekOptions, readReadiness, withoutFile, type RunReadiness } from './run-choice.ts';

export interface RunChoice extends RunReadiness {
  readonly file: File | null;
  readonly setFile: (file: File | null) => void;
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
  const peek = useQuery(
    peekOptions(flow, chosen, (file, signal) => client.flows.peek({ id: flow.id, data: file === null ? null : { file } }, { signal })),
  );
  return {
    ...readReadiness(chosen, rows, peek),
    file: chosen.file,
    setFile: (file) => setChosen(chooseFile(file)),
    rows,
    setRows,
    concurrency,
    setConcurrency,
    peeked: peek.data,
    fault: peek.error,
  };
}
