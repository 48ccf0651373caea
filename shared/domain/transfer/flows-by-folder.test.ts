import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowsByFolder } from './flows-by-folder.ts';

const many = (folder: string, count: number) => Array.from({ length: count }, (_, at) => ({ folder, at }));

describe('the flows of an import', () => {
  it('are one for each folder when one flow cannot have them all, and of a folder with too many one for each in it', () => {
    const requests = [
      ...many('Orders / Refunds', 40),
      ...many('Orders / Lines', 30),
      ...many('', 2),
      ...many('Payments', 60),
      ...many('Orders', 1),
    ];
    expect(flowsByFolder(requests.slice(0, 40), 'Shop').map(({ name }) => name)).toEqual(['Shop']);
    expect(flowsByFolder(requests, 'Shop').map((one) => [one.name, one.requests.length])).toEqual([
      ['Shop / Orders / Refunds', 40],
      ['Shop / Orders / Lines', 30],
      ['Shop / Orders', 1],
      ['Shop', 2],
      ['Shop / Payments', 60],
    ]);
    expect(flowsByFolder(many('', 61), 'Shop').map((one) => [one.name, one.requests.length])).toEqual([
      ['Shop 1', 60],
      ['Shop 2', 1],
    ]);
  });

  it('have every request once, in its order, none more than a flow can have, each under a name of its own', () => {
    const folder = fc.array(fc.constantFrom('a', 'A', 'b', ' ', 'x'.repeat(90)), { maxLength: 4 }).map((parts) => parts.join(' / '));
    fc.assert(
      fc.property(fc.array(folder, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (folders, most) => {
        const requests = folders.map((one, at) => ({ folder: one, at }));
        const flows = flowsByFolder(requests, 'Shop', most);
        expect(flows.flatMap((one) => one.requests.map(({ at }) => at)).toSorted((a, b) => a - b)).toEqual(requests.map(({ at }) => at));
        for (const one of flows) {
          expect(one.requests.length).toBeLessThanOrEqual(most);
          expect(one.requests.map(({ at }) => at)).toEqual(one.requests.map(({ at }) => at).toSorted((a, b) => a - b));
          expect(one.name.length).toBeLessThanOrEqual(120);
        }
        expect(new Set(flows.map(({ name }) => name.toLowerCase())).size).toBe(flows.length);
      }),
    );
  });
});
