import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowDetail, PeekedRows } from '../../../shared/contract/flows.ts';
import { readRowRange } from '../../../shared/domain/flows/values.ts';
import { client } from '../../app/client.ts';

export interface RunChoice {
  readonly file: File | null;
  readonly setFile: (file: File | null) => void;
  readonly rows: string;
  readonly setRows: (rows: string) => void;
  readonly concurrency: number;
  readonly setConcurrency: (concurrency: number) => void;
  /** What the first rows would send. */
  readonly peeked: PeekedRows | undefined;
  readonly fault: unknown;
  readonly isReading: boolean;
  /** How many rows would run. */
  readonly rowCount: number;
  readonly isRangeWrong: boolean;
  /** Something has to be mended before it can run. */
  readonly isBlocked: boolean;
}

/** What a flow is to be run with, and what that would send; nothing is sent to find out. */
export function useRunChoice(flow: FlowDetail): RunChoice {
  const [file, setFile] = useState<File | null>(null);
  const [rows, setRows] = useState('');
  const [concurrency, setConcurrency] = useState(1);
  const peek = useQuery({
    // Not a query of the contract: a file has no text to be told apart by.
    queryKey: ['peek of a flow', flow.id, file?.name, file?.size, file?.lastModified, JSON.stringify([flow.spec, flow.calls])],
    queryFn: ({ signal }) => client.flows.peek({ id: flow.id, data: file === null ? null : { file } }, { signal }),
    enabled: flow.steps > 0,
    retry: false,
    placeholderData: (before) => before,
  });
  const range = readRowRange(rows);
  const total = peek.data?.rows ?? 1;
  let rowCount = 0;
  for (let row = 1; row <= total; row += 1) if (range?.(row)) rowCount += 1;
  const isMissing = (peek.data?.missing.length ?? 0) > 0;
  return {
    file,
    setFile,
    rows,
    setRows,
    concurrency,
    setConcurrency,
    peeked: peek.data,
    fault: peek.error,
    isReading: peek.isFetching,
    rowCount: file === null ? 1 : rowCount,
    isRangeWrong: range === null || (file !== null && rowCount === 0),
    isBlocked: range === null || (file !== null && rowCount === 0) || isMissing || peek.error !== null,
  };
}
