import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageDays, ageWords, dayOf, endOfDay, hostsOf, parseHosts, schemeSuggestion, tidySecret } from './credential-words.ts';

const day = 86_400_000;

describe('the age of a secret', () => {
  it('counts whole days against the policy', () => {
    expect(ageWords({ rotatedAt: 0, rotationDays: 90 }, 41 * day + 5)).toBe('41 of 90 days');
    expect(ageWords({ rotatedAt: 0, rotationDays: 90 }, 120 * day)).toBe('120 of 90 days');
    expect(ageWords({ rotatedAt: 0, rotationDays: null }, day)).toBe('1 day, no policy');
  });

  it('is never negative, whatever the clock says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e13, max: 1e13 }),
        fc.integer({ min: -1e13, max: 1e13 }),
        (rotatedAt, now) => ageDays({ rotatedAt }, now) >= 0,
      ),
    );
  });
});

describe('a pasted secret', () => {
  it('loses what came along with it, except in a password', () => {
    expect(tidySecret('api_key', '  AQEy \t')).toBe('AQEy');
    expect(tidySecret('bearer', 'Bearer  eyJh')).toBe('eyJh');
    expect(tidySecret('basic', ' pass word ')).toBe(' pass word ');
  });
});

describe('hosts', () => {
  it('come from base URLs, each once, with their port', () => {
    expect(hostsOf(['https://a.example/v1', 'https://a.example/v2', 'http://127.0.0.1:4010', 'nonsense'])).toEqual([
      'a.example',
      '127.0.0.1:4010',
    ]);
  });

  it('are read as people type them', () => {
    expect(parseHosts('A.example, https://b.example/path;c.example\n a.example')).toEqual(['a.example', 'b.example', 'c.example']);
    expect(parseHosts('  ')).toEqual([]);
  });
});

describe('what a contract suggests', () => {
  const none = { in: null, name: null, scheme: null };

  it('is the header or the query parameter of the API key', () => {
    const inHeader = { ...none, key: 'ApiKeyAuth', type: 'apiKey', words: '', in: 'header', name: 'X-API-Key' };
    expect(schemeSuggestion([inHeader])).toEqual({ kind: 'api_key', placement: { in: 'header', name: 'X-API-Key' } });
    const inQuery = { ...inHeader, in: 'query', name: 'api_key' };
    expect(schemeSuggestion([inQuery])?.placement).toEqual({ in: 'query', name: 'api_key' });
  });

  it('is the kind when there is no header to name, and nothing when it says nothing', () => {
    const basic = { ...none, key: 'b', type: 'http', words: '', scheme: 'Basic' };
    expect(schemeSuggestion([basic])).toEqual({ kind: 'basic', placement: null });
    const oauth = { ...none, key: 'o', type: 'oauth2', words: '' };
    expect(schemeSuggestion([oauth])).toEqual({ kind: 'bearer', placement: null });
    expect(schemeSuggestion([])).toBeNull();
  });
});

it('keeps the day of an expiry whatever the zone', () => {
  expect(dayOf(endOfDay('2027-03-31'))).toBe('2027-03-31');
  expect(endOfDay('')).toBeNull();
  expect(dayOf(null)).toBe('');
});
