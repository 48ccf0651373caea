import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderMap, reachOf, type MapShape } from './dependency-reach.ts';

/** Up to 15 processes, 40 APIs and 12 vendors with any links between them. */
const maps: fc.Arbitrary<MapShape> = fc
  .record({
    processes: fc.nat(15),
    vendors: fc.integer({ min: 1, max: 12 }),
    owners: fc.array(fc.nat(11), { maxLength: 40 }),
    pairs: fc.array(fc.tuple(fc.nat(14), fc.nat(39)), { maxLength: 60 }),
  })
  .map(({ processes, vendors, owners, pairs }) => {
    const apis = owners.map((owner, index) => ({ id: `a${index}`, vendorId: `v${owner % vendors}` }));
    const known = pairs.filter(([process, api]) => process < processes && api < apis.length);
    const unique = [...new Map(known.map((pair) => [pair.join(), pair])).values()];
    return {
      processes: Array.from({ length: processes }, (_, index) => ({ id: `p${index}` })),
      vendors: Array.from({ length: vendors }, (_, index) => ({ id: `v${index}` })),
      apis,
      links: unique.map(([process, api], index) => ({ id: `l${index}`, processId: `p${process}`, apiId: `a${api}` })),
    };
  });

describe('a map of dependencies', () => {
  it('orders every node exactly once', () => {
    fc.assert(
      fc.property(maps, (map) => {
        const order = orderMap(map);
        expect(order.processes.toSorted()).toEqual(map.processes.map(({ id }) => id).toSorted());
        expect(order.apis.toSorted()).toEqual(map.apis.map(({ id }) => id).toSorted());
        expect(order.vendors.toSorted()).toEqual(map.vendors.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('reaches the same processes from a vendor as from all of its APIs', () => {
    fc.assert(
      fc.property(maps, (map) => {
        for (const vendor of map.vendors) {
          const whole = reachOf(map, 'vendor', vendor.id);
          const parts = map.apis.filter((api) => api.vendorId === vendor.id).map((api) => reachOf(map, 'api', api.id));
          expect([...whole.processes].toSorted()).toEqual([...new Set(parts.flatMap((part) => [...part.processes]))].toSorted());
          expect(whole.vendors).toEqual(new Set([vendor.id]));
        }
      }),
    );
  });

  it('puts an API beside the processes that need it, and what nothing needs last', () => {
    const order = orderMap({
      processes: [{ id: 'checkout' }, { id: 'refunds' }],
      apis: [
        { id: 'loose', vendorId: 'x' },
        { id: 'late', vendorId: 'y' },
        { id: 'early', vendorId: 'z' },
      ],
      vendors: [{ id: 'x' }, { id: 'y' }, { id: 'z' }],
      links: [
        { id: '1', processId: 'refunds', apiId: 'late' },
        { id: '2', processId: 'checkout', apiId: 'early' },
      ],
    });
    expect(order).toMatchObject({ apis: ['early', 'late', 'loose'], vendors: ['z', 'y', 'x'] });
  });
});
