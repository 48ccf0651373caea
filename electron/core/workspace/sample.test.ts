import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';

const tests = coresForTests();

/** A Saturday at noon, the first day of a month, a Monday morning in a summer. */
const days = [Date.UTC(2026, 10, 21, 12, 5), Date.UTC(2026, 11, 1, 9, 40), Date.UTC(2027, 5, 14, 8, 20)];

describe('the sample workspace, opened for the first time', { timeout: 60_000 }, () => {
  it.each(days)('has a Today that can be read in a minute, each cause once (%i)', async (at) => {
    const { client, clock, core } = tests.start();
    clock.set(at);
    const folder = join(tests.folder(), 'sample');
    await client.workspace.sample({ folder });
    const { attention, title } = await client.today.show({});
    const titles = attention.map((line) => line.title);
    expect(titles[0]).toBe('PayPal answers 500 again');
    expect(attention[0]?.reason).toContain('“Vendor outage with manual fallback” is under way');
    expect(titles.length, titles.join('\n')).toBeGreaterThanOrEqual(7);
    expect(titles.length, titles.join('\n')).toBeLessThanOrEqual(11);
    expect(title).toMatch(/things need you$/);
    expect(new Set(titles).size).toBe(titles.length);
    for (const part of ['Adyen Checkout 71 breaks what you use', 'Xero connection expires in 12 days', 'Shippo live is 92 days old'])
      expect(titles.join('\n')).toContain(part);
    expect(titles.join('\n')).not.toContain('hardly seen');
    // The promise that the open incident costs is said in its line, and only there.
    const { verdict } = (await client.monitors.promises({})).find(({ name }) => name === 'Refunds') ?? {};
    if (verdict === 'missed') expect(attention[0]?.reason).toContain('“Refunds” missed');
    expect(titles.join('\n')).not.toContain('“Refunds”');
    await core.close();
  });
});
