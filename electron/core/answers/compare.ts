import type { Comparison } from '../../../shared/contract/answers.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { compareHeaders } from '../../../shared/domain/answers/compare-headers.ts';
import { usualLeaveOut, type LeaveOut } from '../../../shared/domain/answers/left-out.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import type { ComparedBodies, ComparedBody, CompareInput } from './compare-job.ts';
import { keptBody, type KeptBody } from './kept-body.ts';
import { findBefore, findCompared, findRules, readRules, type ComparedExchange } from './store.ts';

/** Two answers up to this size together are compared at once; a thread of its own would take longer to start. */
const comparedHereBytes = 200_000;
const textKinds: ReadonlySet<string> = new Set(['json', 'xml', 'html', 'csv', 'text', 'empty']);

/** Compares two answers: status, headers, body. Without `ignore` what is kept for the endpoint counts. */
export async function compareAnswers(
  engine: Engine,
  actor: Actor,
  { leftId, rightId, ignore }: { readonly leftId: string; readonly rightId: string; readonly ignore: LeaveOut | null },
  signal: AbortSignal | undefined,
): Promise<Comparison> {
  const [left, right] = [found(engine, leftId), found(engine, rightId)];
  const endpointId = right.endpointId ?? left.endpointId;
  const rules = ignore ?? readRules(endpointId === null ? undefined : findRules(engine.db, endpointId), usualLeaveOut);
  const { checkPaths, compareBodies, nothingDiffers } = await loadCompare();
  checkPaths(rules.paths);
  const [leftBody, rightBody] = [
    await keptBody(engine, { exchangeId: leftId, side: 'answer' }),
    await keptBody(engine, { exchangeId: rightId, side: 'answer' }),
  ];
  const input: CompareInput = { left: comparedOf(leftBody), right: comparedOf(rightBody), rules };
  const unread = leftBody.reason ?? rightBody.reason;
  const isSmall = (leftBody.row?.byteLength ?? 0) + (rightBody.row?.byteLength ?? 0) <= comparedHereBytes;
  const bodies =
    unread !== null
      ? unreadBodies(leftBody, rightBody, nothingDiffers, unread)
      : isSmall
        ? await compareBodies(input, () => Promise.resolve())
        : await engine.jobs.start('compare answers', input, {
            title: `Compare exchanges ${left.number} and ${right.number}`,
            actor,
            signal,
          }).finished;
  return {
    ...bodies,
    left: rowOf(engine, leftId),
    right: rowOf(engine, rightId),
    status: statusText(left) === statusText(right) ? null : { left: statusText(left), right: statusText(right) },
    headers: compareHeaders(headersOf(left), headersOf(right)),
    rules: { ...rules, paths: [...rules.paths] },
    endpointId,
  };
}

/** A body that cannot be opened is not compared; only that two have the same fingerprint is still known. */
function unreadBodies(left: KeptBody, right: KeptBody, nothingDiffers: ComparedBodies, reason: string): ComparedBodies {
  const isSame = left.row !== null && left.row.sha256 !== '' && left.row.sha256 === right.row?.sha256;
  return isSame ? nothingDiffers : { ...nothingDiffers, reason };
}

/** What an answer is usually compared with. */
export function comparableWith(engine: Engine, id: string): { previous: Comparison['left'] | null; lastGood: Comparison['left'] | null } {
  found(engine, id);
  const rowFor = (other: string | null): Comparison['left'] | null => (other === null ? null : rowOf(engine, other));
  return { previous: rowFor(findBefore(engine.db, id, false)), lastGood: rowFor(findBefore(engine.db, id, true)) };
}

/** Keeps what comparisons of an endpoint's answers leave out. */
export async function keepRules(engine: Engine, actor: Actor, endpointId: string, rules: LeaveOut): Promise<LeaveOut> {
  (await loadCompare()).checkPaths(rules.paths);
  const endpoint = engine.db.get<{ method: string; path: string }>('SELECT method, path FROM endpoints WHERE id = ?', endpointId);
  if (!endpoint) throw new Fault('not_found', { happened: 'There is no such endpoint.', remedy: 'Look in the inventory.' });
  const words = `${endpoint.method} ${endpoint.path}`;
  const row = { rules: JSON.stringify(rules), edited_at: engine.clock.now() };
  const existing = findRules(engine.db, endpointId);
  engine.commands.run(actor, (changes) => {
    if (existing) changes.update('compareRules', existing.id, row, `Changed what comparisons of ${words} leave out`);
    else
      changes.insert(
        'compareRules',
        { id: engine.clock.newId(), endpoint_id: endpointId, ...row },
        `Set what comparisons of ${words} leave out`,
      );
  });
  return rules;
}

/** Late: what reads paths and compares is needed by few starts. */
const loadCompare = () => import('./compare-job.ts');

function found(engine: Engine, id: string): ComparedExchange {
  const row = findCompared(engine.db, id);
  if (!row)
    throw new Fault('not_found', { happened: 'There is no such exchange.', remedy: 'Look in the history; it may have been purged.' });
  return row;
}

function rowOf(engine: Engine, id: string): Comparison['left'] {
  const row = engine.console.find(id).find((one) => one.id === id);
  if (!row) throw new Fault('not_found', { happened: 'There is no such exchange.', remedy: 'Look in the history.' });
  return row;
}

const comparedOf = ({ source, charset, kind, row }: KeptBody): ComparedBody => ({
  source,
  charset: charset.name,
  isText: textKinds.has(kind),
  sha256: row?.sha256 ?? '',
});

const headersOf = ({ headers }: ComparedExchange): [string, string][] => JSON.parse(headers) as [string, string][];
const statusText = ({ state, status }: ComparedExchange): string =>
  status === null ? (state === 'failed' ? 'no answer' : state) : String(status);
