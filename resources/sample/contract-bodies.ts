import { currentDocument } from '../../electron/core/mock/store.ts';
import { openMockContract, type MockContract } from '../../electron/core/mock/mock-contract.ts';
import { MockRun } from '../../electron/core/mock/mock-run.ts';
import { sampleEndpoint } from '../../electron/core/openapi/endpoint-sample.ts';
import { usualMockSettings } from '../../shared/domain/mock/mock-settings.ts';
import { createRedactor } from '../../shared/domain/redaction/redact.ts';
import type { Call } from './calls.ts';
import type { Stage } from './stage.ts';

/**
 * Gives the newest good call of each endpoint that a contract describes the bodies that the contract has as examples: of a call with which
 * nothing was wrong nothing else is told, and its endpoint opens on it.
 */
export function withContractBodies(calls: readonly Call[], { db }: Pick<Stage, 'db'>): Call[] {
  const newest = newestOf(calls);
  const examples = new Map<string, (call: Call) => Pick<Call, 'end' | 'requestBody'>>();
  return calls.map((call) => {
    if (newest.get(call.endpoint.id) !== call || !isPlain(call)) return call;
    const known = examples.get(call.api.id) ?? openExamples(db, call.api.id);
    examples.set(call.api.id, known);
    return { ...call, ...known(call) };
  });
}

function newestOf(calls: readonly Call[]): ReadonlyMap<string, Call> {
  const newest = new Map<string, Call>();
  for (const call of calls) if (call.at > (newest.get(call.endpoint.id)?.at ?? 0)) newest.set(call.endpoint.id, call);
  return newest;
}

/** Answered well, by an API with a contract, and without a story of its own. */
const isPlain = ({ api, end, requestBody, violations }: Call): boolean =>
  api.contract !== null &&
  end.kind === 'answer' &&
  end.status < 400 &&
  end.body === undefined &&
  requestBody === undefined &&
  violations.length === 0;

const redactor = createRedactor([]);

function openExamples(db: Stage['db'], apiId: string): (call: Call) => Pick<Call, 'end' | 'requestBody'> {
  const document = currentDocument(db, apiId);
  if (document === null) return ({ end, requestBody }) => ({ end, requestBody });
  const mock = openMockContract(document.text, document.fileName);
  const run = new MockRun(mock, { seed: 1, settings: () => usualMockSettings, startedAt: 0 });
  return ({ endpoint: { method, path }, path: target, end }) => {
    if (end.kind !== 'answer') return { end };
    const { text } = run.answer({ method, target, headers: { prefer: `code=${end.status}` }, body: '', at: 0 });
    const body = text === '' ? undefined : redactor.json(JSON.parse(text));
    const bodyText = JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    // What is cut out of it as a secret may be asked for by a pattern.
    const isFit =
      body === undefined || mock.contract.checkAnswer({ method, path, status: end.status, headers, bodyText }).verdict === 'fits';
    return { end: { ...end, ...(isFit && body !== undefined && { body }) }, ...requestBodyOf(mock, method, path) };
  };
}

function requestBodyOf(mock: MockContract, method: string, path: string): Pick<Call, 'requestBody'> {
  const operation = mock.operations.find((one) => one.method === method && one.path === path);
  const body = operation && sampleEndpoint(mock.root, operation, {}).body;
  return body == null ? {} : { requestBody: redactor.json(JSON.parse(body)) };
}
