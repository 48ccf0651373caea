import { setImmediate as breathe } from 'node:timers/promises';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AnswerCheck } from '../../../shared/contract/findings.ts';
import { charsetOf, decodeText } from '../../../shared/domain/answers/charset.ts';
import { grouped } from '../../../shared/domain/grouped.ts';
import { differenceOf } from '../../../shared/domain/inventory/finding-state.ts';
import { Sqlite } from '../db/sqlite.ts';
import { defineJob } from '../jobs/job-kind.ts';
import { openContract, type Contract } from '../openapi/contract.ts';
import { dotted } from '../openapi/violation-words.ts';
import { sealName } from '../vault/body-keeper.ts';
import { unseal } from '../vault/seal.ts';
import { bodyPath } from '../vault/body-path.ts';
import { openSealedBody } from '../vault/vault.ts';
import { workspaceFile } from '../workspace/workspace-file.ts';
import { mostCheckedBytes } from './checked-size.ts';

const shownDifferences = 200;

export interface CheckAnswersInput {
  readonly apiId: string;
  readonly sinceAt: number;
  /** The document, compressed as it is kept. */
  readonly document: Uint8Array;
  readonly fileName: string;
  /** Opens the bodies; it can be used and not read out. */
  readonly key: KeyObject;
  readonly keyId: string;
}

interface KeptAnswer {
  readonly id: string;
  readonly number: number;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly answer_headers: string;
  readonly endpoint_id: string | null;
  readonly path: string | null;
  readonly byte_length: number | null;
  readonly key_id: string | null;
  readonly sealed: Buffer | null;
  readonly file: string | null;
  readonly media_type: string | null;
  readonly bodies_purged_at: number | null;
}

type Difference = AnswerCheck['differences'][number];
export type CheckedAnswers = Omit<AnswerCheck, 'words'>;

/** Checks the kept answers of an API against a contract, one after the other. Writes nothing. */
export const checkAnswersJob = defineJob<CheckAnswersInput, CheckedAnswers>(async (input, { folder, progress, signal }) => {
  progress(0, 'Reading the contract');
  const contract = openContract(gunzipSync(input.document).toString('utf8'), input.fileName);
  const db = new Sqlite(workspaceFile(folder), { isReadOnly: true });
  const counts = { checked: 0, fits: 0, breaks: 0 };
  const unchecked = new Map<string, number>();
  const differences = new Map<string, Difference>();
  const skip = (reason: string): void => void unchecked.set(reason, (unchecked.get(reason) ?? 0) + 1);
  try {
    const ids = db.all<{ id: string }>(
      "SELECT id FROM exchanges WHERE api_id = ? AND started_at >= ? AND state = 'answered' ORDER BY started_at",
      input.apiId,
      input.sinceAt,
    );
    let told = 0;
    for (const [at, { id }] of ids.entries()) {
      const fraction = at / ids.length;
      if (at % 20 === 0) await breathe();
      signal.throwIfAborted();
      if (fraction - told >= 0.01) {
        told = fraction;
        progress(fraction, `${grouped(at)} of ${grouped(ids.length)} answers`);
      }
      const row = db.get<KeptAnswer>(
        `WITH x AS MATERIALIZED (SELECT * FROM exchanges WHERE id = ?)
         SELECT x.id, x.number, x.method, x.url, x.status, x.answer_headers, x.endpoint_id, n.path, b.byte_length, b.key_id, b.sealed, b.file, b.media_type, x.bodies_purged_at
         FROM x LEFT JOIN endpoints n ON n.id = x.endpoint_id LEFT JOIN bodies b ON b.exchange_id = x.id AND b.side = 'answer'`,
        id,
      );
      if (!row) continue;
      await checkOne(row);
    }
  } finally {
    db.close();
  }
  const all = [...differences.values()].toSorted((a, b) => b.count - a.count);
  return {
    contractVersion: contract.version,
    ...counts,
    unchecked: [...unchecked].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count),
    differences: all.slice(0, shownDifferences),
    moreDifferences: Math.max(0, all.length - shownDifferences),
  };

  async function checkOne(row: KeptAnswer): Promise<void> {
    const path = templateOf(contract, row);
    const add = (where: string, place: string, message: string): void => {
      const endpoint = `${row.method} ${path ?? row.path ?? ''}`;
      const key = `${endpoint}\n${where}\n${place.replaceAll(/\[\d+\]/g, '[*]')}\n${differenceOf(message)}`;
      const known = differences.get(key);
      const seen = { exchangeId: row.id, exchangeNumber: row.number };
      if (known) differences.set(key, { ...known, ...seen, count: known.count + 1 });
      else differences.set(key, { endpoint, endpointId: row.endpoint_id, where, place, message, count: 1, ...seen });
    };
    if (path === null) {
      if (row.path === null) return skip('No endpoint of the contract was known for the call.');
      counts.checked += 1;
      counts.breaks += 1;
      return add('endpoint', '', `The contract has no ${row.method} ${row.path}`);
    }
    const body = await bodyOf(row, input, folder);
    if ('reason' in body) return skip(body.reason);
    const headers = Object.fromEntries(
      (JSON.parse(row.answer_headers) as [string, string][]).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const verdict = contract.checkAnswer({ method: row.method, path, status: row.status, headers, bodyText: body.text });
    // What was redacted before it was kept is no fault of the vendor’s.
    const real = verdict.violations.filter(({ got, message }) => !/\[redacted/.test(got) && !/\[redacted/.test(message));
    if (verdict.verdict === 'not_checked') return skip(verdict.reason ?? 'It could not be checked.');
    counts.checked += 1;
    if (real.length === 0) {
      counts.fits += 1;
      return;
    }
    counts.breaks += 1;
    const kinds = new Map(real.map((one) => [`${one.where} ${differenceOf(one.message)}`, one]));
    for (const { where, instancePath, message } of kinds.values())
      add(where, where === 'body' ? dotted(instancePath) : instancePath, message);
  }
});

/** The endpoint's own template, when this contract has it too: another version has other addresses. */
function templateOf(contract: Contract, { method, path, url }: KeptAnswer): string | null {
  if (path !== null && contract.endpoint(method, path) !== null) return path;
  return contract.matchEndpoint(method, url)?.path ?? null;
}

async function bodyOf(
  row: KeptAnswer,
  { key, keyId }: CheckAnswersInput,
  folder: string,
): Promise<{ readonly text: string } | { readonly reason: string }> {
  const isBodiless = row.status === 204 || row.status === 304 || row.method === 'HEAD';
  if (row.byte_length === null)
    return isBodiless ? { text: '' } : { reason: row.bodies_purged_at === null ? 'Its body is not kept.' : 'Its body was purged.' };
  if (row.key_id !== keyId) return { reason: 'Its body was sealed with a key that is not on this computer.' };
  if (row.byte_length > mostCheckedBytes) return { reason: 'It is larger than 20 MB.' };
  const name = sealName(row.id, 'answer');
  const textOf = (bytes: Uint8Array): string => decodeText(charsetOf(row.media_type, bytes), bytes);
  try {
    if (row.file === null) return { text: row.sealed ? textOf(unseal(key, row.sealed, name)) : '' };
    const parts = await openSealedBody({ path: bodyPath(join(folder, 'bodies'), row.file), name, key });
    try {
      return { text: textOf(parts.read(0, parts.byteLength)) };
    } finally {
      parts.close();
    }
  } catch {
    return { reason: 'Its body could not be opened.' };
  }
}
