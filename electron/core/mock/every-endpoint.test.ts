import { describe, expect, it } from 'vitest';
import { usualMockSettings } from '../../../shared/domain/mock/mock-settings.ts';
import { contractText, adyen71, paypalOrders } from '../openapi/test-documents.ts';
import { MockRun } from './mock-run.ts';
import { openMockContract } from './mock-contract.ts';

const contracts = [
  ['Adyen Checkout 71', adyen71],
  ['PayPal Orders 2', paypalOrders],
] as const;

const credentials = { 'x-api-key': 'k', authorization: 'Bearer t' };

describe.each(contracts)('the mock of %s', (_name, file) => {
  const mock = openMockContract(contractText(file), file);
  const newRun = (seed = 1, settings = {}) =>
    new MockRun(mock, { seed, settings: () => ({ ...usualMockSettings, ...settings }), startedAt: 0 });
  const filled = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '5O190127TN364715T');

  it('starts in a small multiple of the time that reading its text takes', () => {
    const text = contractText(file);
    // The best of some, side by side: other work on this computer slows both.
    const best = (work: () => unknown): number =>
      Math.min(
        ...[1, 2, 3, 4].map(() => {
          const before = performance.now();
          work();
          return performance.now() - before;
        }),
      );
    expect(best(() => openMockContract(text, file)) / best(() => JSON.parse(text))).toBeLessThan(60);
  });

  it('answers every endpoint with what fits its own contract, for every status that it lists', () => {
    const wrong: string[] = [];
    let checked = 0;
    for (const { method, path, operation } of mock.operations) {
      for (const status of Object.keys(operation['responses'] as object).filter((key) => /^\d{3}$/.test(key))) {
        const run = newRun();
        for (const prefer of [`code=${status}`, `code=${status}, dynamic=true`]) {
          const answer = run.answer({ method, target: filled(path), headers: { prefer }, body: '', at: 0 });
          expect(answer.status).toBe(Number(status));
          const verdict = mock.contract.checkAnswer({
            method,
            path,
            status: answer.status,
            headers: answer.headers,
            bodyText: answer.text,
          });
          checked += 1;
          if (verdict.verdict === 'breaks')
            wrong.push(
              `${method} ${path} ${prefer} (${answer.why}): ${verdict.violations.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')}`,
            );
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(20);
  });

  it('takes the contract’s own sample request, and refuses or answers as the contract says', () => {
    const wrong: string[] = [];
    for (const { method, path } of mock.operations) {
      const sample = mock.contract.sample(method, path);
      const headers = Object.fromEntries(Object.entries(sample?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
      const run = newRun(1, { isStateful: false });
      const query = mock.contract
        .endpoint(method, path)
        ?.parameters.filter((one) => one.in === 'query' && one.required)
        .map((one) => `${one.name}=${encodeURIComponent(sample?.parameters[one.name] ?? '')}`)
        .join('&');
      const target = path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => encodeURIComponent(sample?.parameters[name] ?? 'x'));
      const answer = run.answer({
        method,
        target: query ? `${target}?${query}` : target,
        headers: { ...headers, ...credentials },
        body: sample?.body ?? '',
        at: 0,
      });
      const verdict = mock.contract.checkAnswer({ method, path, status: answer.status, headers: answer.headers, bodyText: answer.text });
      if (verdict.verdict === 'breaks' || answer.status >= 500)
        wrong.push(`${method} ${path} ${answer.status} (${answer.why}): ${verdict.violations.map(({ message }) => message).join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
