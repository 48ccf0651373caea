import type { RecordedExchange } from '../console/recorded-exchange.ts';
import type { Engine } from '../engine.ts';
import type { ContractVerdict } from '../openapi/verdict.ts';
import { sealName } from '../vault/body-keeper.ts';
import { mostCheckedBytes } from './checked-size.ts';
import { countFit, keepFindings } from './keep-finding.ts';

/**
 * Answers over 1 MB are not checked as they come: they would hold up everything else. They are checked on a worker, one after the
 * other, up to 20 MB; the exchange then says what came of it.
 */
export function listenForLargeAnswers(engine: Engine): void {
  let waiting: Promise<void> = Promise.resolve();
  engine.events.onExchangeRecorded((exchange, db) => {
    const { apiId, endpointId, contractId, status } = exchange;
    if (exchange.verdict !== 'not_checked' || !apiId || !endpointId || !contractId || status === null) return [];
    const body = db.get<{ byte_length: number; file: string | null }>(
      "SELECT byte_length, file FROM bodies WHERE exchange_id = ? AND side = 'answer' AND file IS NOT NULL",
      exchange.id,
    );
    if (!body?.file) return [];
    const { file } = body;
    if (body.byte_length > mostCheckedBytes) {
      const outcome = { ...exchange.outcome, verdictReason: 'The answer is larger than 20 MB; it was kept, but not checked.' };
      db.run('UPDATE exchanges SET outcome = ? WHERE id = ?', JSON.stringify(outcome), exchange.id);
      return [];
    }
    // After the transaction that we are in.
    waiting = waiting.then(
      () =>
        new Promise((resolve) => {
          setImmediate(() => {
            check(engine, exchange, file)
              .catch((error: unknown) =>
                engine.log.info(`a large answer was not checked: ${error instanceof Error ? error.message : String(error)}`),
              )
              .finally(resolve);
          });
        }),
    );
    return [];
  });
}

async function check(engine: Engine, exchange: RecordedExchange, file: string): Promise<void> {
  const { apiId, endpointId, contractId, status } = exchange;
  if (!apiId || !endpointId || !contractId || status === null) return;
  const contract = engine.db.get<{ document: Buffer; file_name: string }>(
    'SELECT document, file_name FROM contracts WHERE id = ?',
    contractId,
  );
  const endpoint = engine.db.get<{ path: string }>('SELECT path FROM endpoints WHERE id = ?', endpointId);
  if (!contract || !endpoint) return;
  const verdict = await engine.jobs.start(
    'check large answer',
    {
      file: engine.vault.sealedFile(sealName(exchange.id, 'answer'), file),
      document: new Uint8Array(contract.document),
      fileName: contract.file_name,
      method: exchange.method,
      path: endpoint.path,
      status,
      headers: Object.fromEntries(exchange.answerHeaders.map(([name, value]) => [name.toLowerCase(), value])),
    },
    { title: `Check the answer of exchange ${exchange.number}`, actor: { name: 'Quartermaster', via: 'evidence' } },
  ).finished;
  keepVerdict(engine, exchange, verdict);
}

function keepVerdict(engine: Engine, exchange: RecordedExchange, verdict: ContractVerdict): void {
  const { apiId, endpointId } = exchange;
  if (!apiId || !endpointId) return;
  const redactor = engine.secrets.redactor();
  const violations = verdict.violations.map(({ where, instancePath, line, message }) => ({
    where,
    pointer: instancePath,
    line,
    message: redactor.text(message),
  }));
  engine.evidence.write(['console', 'inventory', 'today', 'activity'], (db) => {
    const kept = db.get<{ outcome: string; updated: string }>('SELECT outcome, updated FROM exchanges WHERE id = ?', exchange.id);
    // It was purged meanwhile.
    if (!kept) return;
    const outcome = {
      ...(JSON.parse(kept.outcome) as object),
      violations,
      moreViolations: verdict.moreViolations,
      verdictReason: verdict.reason ?? '',
    };
    const drift = { kind: 'drift', words: 'Drift on this endpoint', door: { place: 'inventory', kind: 'endpoint', id: endpointId } };
    const updated = verdict.verdict === 'breaks' ? JSON.stringify([...(JSON.parse(kept.updated) as unknown[]), drift]) : kept.updated;
    db.run(
      'UPDATE exchanges SET verdict = ?, violation_count = ?, outcome = ?, updated = ? WHERE id = ?',
      verdict.verdict,
      violations.length + verdict.moreViolations,
      JSON.stringify(outcome),
      updated,
      exchange.id,
    );
    const { environmentId, contractId, status, finishedAt: at } = exchange;
    const answer = { exchangeId: exchange.id, apiId, endpointId, environmentId, contractId, status, at };
    if (verdict.verdict === 'breaks') keepFindings(db, engine.clock, answer, violations);
    else if (verdict.verdict === 'fits') countFit(db, engine.clock, answer);
  });
}
