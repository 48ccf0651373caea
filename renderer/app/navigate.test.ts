import { describe, expect, it } from 'vitest';
import { doorOf, doorPath } from './navigate.ts';

describe('doors', () => {
  it('come back from their path', () => {
    const doors = [
      { place: 'today' },
      { place: 'inventory', kind: 'api', id: '0192-a' },
      { place: 'calendar', id: '0192-b' },
      { place: 'console', kind: 'new' },
      { place: 'activity', kind: 'a/b', id: 'ü %' },
    ] as const;
    for (const door of doors) expect(doorOf(doorPath(door))).toEqual(door);
  });

  it('lead to Today when nobody knows the place', () => {
    expect(doorOf('/')).toEqual({ place: 'today' });
    expect(doorOf('/__proto__/x')).toEqual({ place: 'today' });
    expect(doorOf('/inventory/%E0%A4%A')).toEqual({ place: 'inventory', kind: '%E0%A4%A' });
  });
});
