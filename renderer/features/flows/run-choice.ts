import { queryOptions } from '@tanstack/react-query';
import type { FlowDetail, PeekedRows } from '../../../shared/contract/flows.ts';
import { isSecretMember } from '../../../shared/domain/redaction/parameter-names.ts';
import { readRowRange } from '../../../shared/domain/flows/values.ts';

/** A data file as it was chosen. Its number tells it apart: another one may have the same name, size and time. */
export interface ChosenFile {
  readonly file: File | null;
  readonly number: number;
}

export const withoutFile: ChosenFile = { file: null, number: 0 };
let choices = 0;
export const chooseFile = (file: File | null): ChosenFile => (file === null ? withoutFile : { file, number: ++choices });

/** What a person typed for names that the flow asks for: one round without a file, or what the file does not have. */
export type TypedValues = Readonly<Record<string, string>>;

/** The names that are asked for by hand: those that no column of the file gives. Nobody knows them while a file is read for the first time. */
export function namesToType(
  { asksFor }: Pick<FlowDetail, 'asksFor'>,
  { file }: ChosenFile,
  peeked: PeekedRows | undefined,
): readonly string[] {
  if (file === null) return asksFor;
  if (peeked === undefined) return [];
  const columns = new Set(peeked.columns.map(({ name }) => name));
  return asksFor.filter((name) => !columns.has(name));
}

/** What of it is sent with the run. A field that was left empty gives nothing. */
export const givenValues = (names: readonly string[], typed: TypedValues): TypedValues =>
  Object.fromEntries(names.flatMap((name) => (typed[name] ? [[name, typed[name]]] : [])));

/** The same for looking at what would be sent: a secret is neither shown nor kept among the questions that were asked. */
export const shownValues = (values: TypedValues): TypedValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isSecretMember(name) ? '[not shown]' : value]));

type Peek = (file: File | null, signal: AbortSignal) => Promise<PeekedRows>;

/** Reads what a run with the file would send; of another file nothing is shown meanwhile. */
export const peekOptions = (
  flow: Pick<FlowDetail, 'id' | 'spec' | 'calls' | 'steps'>,
  { file, number }: ChosenFile,
  peek: Peek,
  values: TypedValues = {},
) =>
  queryOptions({
    // Not a query of the contract: a file has no text to be told apart by.
    queryKey: ['peek of a flow', flow.id, number, JSON.stringify([flow.spec, flow.calls, values])],
    queryFn: ({ signal }) => peek(file, signal),
    enabled: flow.steps > 0,
    retry: false,
    placeholderData: (before, query) => (query?.queryKey[2] === number ? before : undefined),
  });

export interface RunReadiness {
  /** The file that would be sent is being read; until then nobody knows what would be. */
  readonly isReading: boolean;
  /** How many rows would run; 0 when nobody knows. */
  readonly rowCount: number;
  readonly isRangeWrong: boolean;
  /** Something has to be mended, or waited for, before it can run. */
  readonly isBlocked: boolean;
}

/** Whether what was chosen can be run, and over how many rows. */
export function readReadiness(
  { file }: ChosenFile,
  rows: string,
  peek: { readonly data: PeekedRows | undefined; readonly isFetching: boolean; readonly error: unknown },
): RunReadiness {
  const range = readRowRange(rows);
  const isReading = file !== null && peek.isFetching;
  let rowCount = 0;
  for (let row = 1; row <= (peek.data?.rows ?? 0); row += 1) if (range?.(row)) rowCount += 1;
  if (file === null) rowCount = 1;
  const isRangeWrong = range === null || (peek.data !== undefined && rowCount === 0);
  const isMissing = (peek.data?.missing.length ?? 0) > 0;
  return {
    isReading,
    rowCount,
    isRangeWrong,
    isBlocked: isReading || rowCount === 0 || range === null || isMissing || peek.error !== null,
  };
}
