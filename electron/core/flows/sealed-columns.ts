import { Fault } from '../../../shared/contract/errors.ts';
import { asText } from '../../../shared/domain/flows/answer-facts.ts';
import { isSecretMember, isSecretParameter } from '../../../shared/domain/redaction/parameter-names.ts';
import type { Secrets } from '../credentials/secrets.ts';
import type { Reader } from '../db/sqlite.ts';
import type { Vault } from '../vault/vault.ts';
import type { RowRecord } from './store.ts';

type RowData = Readonly<Record<string, unknown>>;

/** What stands in a row's data for a value that is sealed: this, the key's id, and the sealed bytes in base64. */
const sealedMark = 'sealed:1:';
/** What is shown of a sealed value. */
export const shownSecret = '[secret]';

const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith(sealedMark);
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
const placeOf = (runId: string, row: number, column: string): string => `flow-row ${runId} ${row} ${column}`;

const isSecret = (column: string, value: unknown): boolean => !isEmpty(value) && isSecretParameter(column, asText(value));

/** The columns of a row whose names say that what stands in them is secret. */
export const secretColumns = (data: RowData): [column: string, value: unknown][] =>
  Object.entries(data).filter(([column, value]) => isSecret(column, value));

/** A row as it is kept: what stands in a column whose name says that it is secret lies sealed, so that the run can be gone on with. */
export function sealRow(vault: Pick<Vault, 'keyId' | 'seal'>, runId: string, row: number, data: RowData): RowData {
  const entries = Object.entries(data);
  // What only looks sealed is sealed too, or it could not be told apart.
  if (!entries.some(([column, value]) => isSecret(column, value) || isSealed(value))) return data;
  return Object.fromEntries(
    entries.map(([column, value]) => {
      if (!isSecret(column, value) && !isSealed(value)) return [column, value];
      const sealed = vault.seal(placeOf(runId, row, column), Buffer.from(JSON.stringify(value)));
      return [column, `${sealedMark}${vault.keyId}:${sealed.toString('base64')}`];
    }),
  );
}

/** A kept row with its sealed values, to be sent. Throws when they were sealed with another key. */
export function openRow(
  vault: Pick<Vault, 'keyId' | 'unseal'>,
  runId: string,
  { row, data: text }: Pick<RowRecord, 'row' | 'data'>,
): RowData {
  const data = JSON.parse(text) as RowData;
  if (!text.includes(`"${sealedMark}`)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([column, value]) => {
      if (!isSealed(value)) return [column, value];
      const [keyId, sealed = ''] = value.slice(sealedMark.length).split(':');
      if (keyId !== vault.keyId) throw otherKey(row);
      return [column, JSON.parse(vault.unseal(placeOf(runId, row, column), Buffer.from(sealed, 'base64')).toString('utf8')) as unknown];
    }),
  );
}

/** A kept row as it is shown and exported. */
export function shownRow(text: string): RowData {
  const data = JSON.parse(text) as RowData;
  if (!text.includes(`"${sealedMark}`)) return data;
  return Object.fromEntries(Object.entries(data).map(([column, value]) => [column, isSealed(value) ? shownSecret : value]));
}

/** As much of a kept row as can be read without its key, and the columns that cannot. */
export function openPlain({ data: text }: Pick<RowRecord, 'data'>): { readonly data: RowData; readonly sealed: readonly string[] } {
  const entries = Object.entries(JSON.parse(text) as RowData);
  return {
    data: Object.fromEntries(entries.filter(([, value]) => !isSealed(value))),
    sealed: entries.flatMap(([column, value]) => (isSealed(value) ? [column] : [])),
  };
}

/** Refuses to go on with a run whose rows have values that were sealed on another computer. */
export function checkSeals(db: Reader, vault: Pick<Vault, 'keyId' | 'unseal'>, runId: string): void {
  const [row] = db.all<Pick<RowRecord, 'row' | 'data'>>(
    "SELECT row, data FROM flow_run_rows WHERE run_id = ? AND state IN ('waiting', 'running') AND instr(data, ?) > 0 ORDER BY row LIMIT 1",
    runId,
    `"${sealedMark}`,
  );
  if (row) openRow(vault, runId, row);
}

/** So many rows may be on their way at once, and a few more. */
const remembered = 16;
const shortestHidden = 8;
/** Makes the secret values of a row be cut out of what its calls leave behind. Short ones, and those under names like “key”, stand in too much else. */
export function hideRow(secrets: Secrets, { row, data: text }: Pick<RowRecord, 'row' | 'data'>, opened: RowData): void {
  if (!text.includes(`"${sealedMark}`)) return;
  for (const [column, value] of Object.entries(opened)) {
    const plain = asText(value);
    if (isSecretMember(column) && plain.length >= shortestHidden) secrets.alsoRedact(`${row % remembered} ${column} row`, plain);
  }
}

const otherKey = (row: number): Fault =>
  new Fault('secret_missing', {
    happened: `Row ${row} has values that were sealed on another computer.`,
    remedy: 'Start a new run with the file. Nothing was sent.',
  });
