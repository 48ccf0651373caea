import { describe, expect, it } from 'vitest';
import { readWarnings } from './warning.ts';

const receivedAt = Date.UTC(2026, 10, 21, 12);
const read = (name: string, value: string): ReturnType<typeof readWarnings> => readWarnings([[name, value]], receivedAt);

describe('readWarnings', () => {
  it.each([
    ['299 - "Deprecated API : use betterapi instead"', null, 'Deprecated API : use betterapi instead', 'deprecation'],
    [
      '299 - "policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+"',
      null,
      'policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+',
      'deprecation',
    ],
    ['199 api.example.com "slow, today"', 'api.example.com', 'slow, today', 'notice'],
    [String.raw`299 - "the \"v1\" path will be removed"`, null, 'the "v1" path will be removed', 'deprecation'],
  ])('reads Warning: %s', (raw, agent, text, signal) => {
    expect(read('Warning', raw)).toEqual({
      found: [{ kind: 'warning', header: 'warning', code: Number(raw.slice(0, 3)), agent, text, date: null, signal, fields: [], raw }],
      unparsed: [],
    });
  });

  it('reads several warnings of one line and the date of one', () => {
    const { found } = read(
      'Warning',
      '299 Elasticsearch-7.17 "[types removal] is deprecated" "Sat, 21 Nov 2026 10:00:00 GMT", 110 - "stale"',
    );
    expect(found).toMatchObject([
      { code: 299, agent: 'Elasticsearch-7.17', date: { ms: Date.UTC(2026, 10, 21, 10) } },
      { code: 110, text: 'stale', signal: 'notice', raw: '110 - "stale"' },
    ]);
  });

  it('keeps the rest of a malformed line', () => {
    expect(read('Warning', '299 - "old", 299 old')).toMatchObject({
      found: [{ text: 'old' }],
      unparsed: [{ source: 'warning', raw: '299 old' }],
    });
  });

  it.each([
    ['X-Shopify-API-Deprecated-Reason', 'Shop.products, Shop.productVariants', ['Shop.products', 'Shop.productVariants']],
    ['X-Shopify-API-Deprecated-Reason', 'https://shopify.dev/docs/api/release-notes', []],
    ['X-API-Deprecation-Date', '2027-01-01', []],
    ['X-Acme-Deprecated', 'true', []],
  ])('reads %s: %s as a deprecation', (name, raw, fields) => {
    expect(read(name, raw).found).toMatchObject([{ header: name.toLowerCase(), code: null, signal: 'deprecation', text: raw, fields }]);
  });

  it('tells a vendor’s notice from a deprecation', () => {
    expect(read('X-API-Warn', 'maintenance tonight').found).toMatchObject([{ signal: 'notice' }]);
    expect(read('X-API-Warn', 'v1 will be retired in May').found).toMatchObject([{ signal: 'deprecation' }]);
    expect(read('X-Acme-Deprecated', 'false').found).toEqual([]);
    expect(read('X-Warm-Welcome', 'hello').found).toEqual([]);
  });

  it('stays quick on blanks without end', () => {
    const started = performance.now();
    read('Warning', `299 - "a"${' '.repeat(60_000)}x`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
