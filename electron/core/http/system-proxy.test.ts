import { afterEach, describe, expect, it, vi } from 'vitest';
import { createProxyFinder } from './find-proxy.ts';
import { createSystemProxyPort, type SystemProxyQuestion } from './system-proxy.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { failureOf, get, memorySink } from './testing/peers.ts';

const { engineOf } = closeAfterEach();
afterEach(() => vi.useRealTimers());

/** A finder set to the system, an operating system that answers `answers` by origin, and what it was asked. */
function finderOf(answers: Readonly<Record<string, string | null>>, env: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const clock = { now: 0 };
  const port = createSystemProxyPort(
    ({ id, origin }: SystemProxyQuestion) => {
      asked.push(origin);
      queueMicrotask(() => port.hear({ kind: 'system proxy', id, answer: answers[origin] ?? null }));
    },
    () => clock.now,
  );
  const find = createProxyFinder({
    settings: () => ({ mode: 'system', pac: '', url: 'http://of-the-manual-one.example:1', username: 'me', bypass: [] }),
    password: () => 'pw',
    authorities: () => [],
    env,
    system: port.ask,
  });
  return { find, asked, clock };
}

describe('the operating system’s proxy', () => {
  it('is asked by origin, without paths, once a minute', async () => {
    const { find, asked, clock } = finderOf({
      'https://api.vendor.example': 'PROXY proxy.example:3128; DIRECT',
      'http://inside.example': 'DIRECT',
    });
    expect(await find('https://api.vendor.example/secret?key=1')).toBe('http://proxy.example:3128');
    expect(await find('https://api.vendor.example/other')).toBe('http://proxy.example:3128');
    expect(await find('http://inside.example/')).toBeNull();
    expect(asked).toEqual(['https://api.vendor.example', 'http://inside.example']);
    clock.now = 60_001;
    await find('https://api.vendor.example/');
    expect(asked).toHaveLength(3);
  });

  it('comes before the environment, which lends its login to the same proxy only; that of the manual proxy is never sent', async () => {
    const { find } = finderOf(
      { 'https://a.example': 'PROXY proxy.example:3128', 'https://b.example': 'PROXY other.example:3128', 'https://c.example': 'DIRECT' },
      { HTTPS_PROXY: 'http://ops:s3cret@proxy.example:3128' },
    );
    expect(await find('https://a.example/')).toBe('http://ops:s3cret@proxy.example:3128');
    expect(await find('https://b.example/')).toBe('http://other.example:3128');
    expect(await find('https://c.example/')).toBeNull();
  });

  it('that cannot be found out stops the call before it leaves, and is asked again with the next', async () => {
    const answers: Record<string, string | null> = { 'https://api.vendor.example': null };
    const { find, asked } = finderOf(answers);
    const failure = failureOf(await engineOf({ proxyUrl: find }).send(get('https://api.vendor.example/'), { sink: memorySink() }));
    expect(failure).toMatchObject({ phase: 'proxy', cause: 'pac_failed', mayHaveReachedServer: false });
    expect(failure.happened).toContain('the operating system could not name it');
    answers['https://api.vendor.example'] = 'DIRECT';
    expect(await find('https://api.vendor.example/')).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('that is not told within ten seconds is given up', async () => {
    vi.useFakeTimers();
    const port = createSystemProxyPort(() => undefined);
    const answer = expect(port.ask('https://a.example')).rejects.toThrow('within 10 seconds');
    await vi.advanceTimersByTimeAsync(10_000);
    await answer;
  });
});
