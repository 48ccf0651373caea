import { describe, expect, it } from 'vitest';
import { chooseProxy, isBypassed, shownProxy, systemProxyWords, type ProxySettings } from './proxy-choice.ts';
import { isQuiet } from './quiet-hours.ts';

const manual: ProxySettings = { mode: 'manual', url: 'http://proxy:3128', username: 'me', bypass: ['.internal.example', '10.0.0.5:8080'] };
const none = {};

describe('the proxy for an address', () => {
  it('is none, the manual one with its password, or that of the environment', () => {
    expect(chooseProxy('https://a.example/', { ...manual, mode: 'none' }, 'p', { HTTPS_PROXY: 'http://x:1' })).toBeNull();
    expect(chooseProxy('https://a.example/', manual, 'p@ss', none)).toBe('http://me:p%40ss@proxy:3128/');
    const system = { ...manual, mode: 'system' } as const;
    const env = { HTTPS_PROXY: 'secure:1', http_proxy: 'http://plain:2', NO_PROXY: 'b.example, .c.example' };
    expect(chooseProxy('https://a.example/', system, null, env)).toBe('http://secure:1');
    expect(chooseProxy('http://a.example/', system, null, env)).toBe('http://plain:2');
    expect(chooseProxy('https://b.example/', system, null, env)).toBeNull();
    expect(chooseProxy('https://x.c.example/', system, null, env)).toBeNull();
    expect(chooseProxy('https://a.example/', system, null, none)).toBeNull();
  });

  it.each([
    ['https://api.internal.example/', true],
    ['https://internal.example/', true],
    ['https://notinternal.example/', false],
    ['http://10.0.0.5:8080/', true],
    ['http://10.0.0.5/', false],
  ])('%s passes it by: %s', (address, expected) => {
    expect(chooseProxy(address, manual, null, none) === null).toBe(expected);
  });

  it('is passed by for IPv6 hosts and for everything', () => {
    expect(isBypassed(new URL('http://[::1]:80/'), ['::1'])).toBe(true);
    expect(isBypassed(new URL('http://[::1]:8080/'), ['[::1]:8080'])).toBe(true);
    expect(isBypassed(new URL('http://a.example/'), ['*'])).toBe(true);
  });

  it('is shown without its password', () => {
    expect(shownProxy('http://me:secret@proxy:3128')).toBe('http://proxy:3128');
    expect(systemProxyWords({ https_proxy: 'http://me:secret@proxy:3128' })).toBe('http://proxy:3128');
    expect(systemProxyWords(none)).toBeNull();
  });
});

describe('quiet hours', () => {
  const at = (hour: number): number => Date.UTC(2026, 10, 21, hour);
  it.each([
    [19, 8, 20, true],
    [19, 8, 7, true],
    [19, 8, 8, false],
    [19, 8, 12, false],
    [9, 17, 12, true],
    [9, 17, 17, false],
    [5, 5, 5, false],
  ])('from %i to %i: at %i it is %s', (fromHour, toHour, hour, expected) => {
    expect(isQuiet({ isOn: true, fromHour, toHour }, at(hour), 'UTC')).toBe(expected);
    expect(isQuiet({ isOn: false, fromHour, toHour }, at(hour), 'UTC')).toBe(false);
  });
});
