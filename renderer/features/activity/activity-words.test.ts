import { describe, expect, it } from 'vitest';
import { fieldChanges, fieldWords } from './activity-words.ts';
import { recordDoor } from './record-door.ts';

const ines = '01a01113-4c86-7000-8000-04d70245cc1b';
const nameOf = (id: string): string | null => (id === ines ? 'Ines' : null);
const changed = (before: Record<string, unknown> | null, after: Record<string, unknown> | null, entity = 'api') =>
  fieldChanges({ entity, operation: 'update', before, after }, nameOf);

describe('what a change did', () => {
  it('leaves out what stayed the same, and names people', () => {
    expect(changed({ name: 'Checkout', owner_id: null, tags: '["a"]' }, { name: 'Checkout', owner_id: ines, tags: '["a","b"]' })).toEqual([
      { field: 'owner', before: null, after: 'Ines' },
      { field: 'tags', before: 'a', after: 'a\nb' },
    ]);
  });

  it('shows every field of a record that came or went, but not its own id', () => {
    expect(changed(null, { id: ines, name: 'Adyen', notes: '', data_classes: '[]' })).toEqual([
      { field: 'name', before: null, after: 'Adyen' },
    ]);
    expect(changed({ name: 'Adyen' }, null)).toEqual([{ field: 'name', before: 'Adyen', after: null }]);
  });

  it('says of a step of a run nothing that its summary does not say', () => {
    expect(changed(null, { kind: 'sent', seq: 15 }, 'runbookRun')).toEqual([]);
    expect(changed(null, { kind: 'incident' }, 'runbook')).toEqual([{ field: 'kind', before: null, after: 'incident' }]);
  });

  it('writes figures with their units', () => {
    const fields = {
      is_paused: 1,
      value_minor: 6450,
      currency: 'EUR',
      target_ppm: 995_000,
      timeout_ms: 20_000,
      interval_s: 300,
      limit_value: 50_000,
      vendor_id: '01a016e5-c706-7000-8000-9695f779b34e',
    };
    expect(changed(null, fields).map(({ field, after }) => `${field}: ${after}`)).toEqual([
      'paused: yes',
      'value: 64.50 EUR',
      'currency: EUR',
      'target: 99.5 %',
      'timeout: 20 s',
      'every: 5 min',
      'limit: 50,000',
      'vendor: a record, 01a016e5…',
    ]);
  });

  it('reads lists and named values line by line, and text that only looks like them as text', () => {
    expect(changed(null, { rule: '{"secret":"kept","retry_after":5}' })).toEqual([
      { field: 'rule', before: null, after: 'secret: kept\nretry after: 5' },
    ]);
    expect(changed(null, { notes: '[see the wiki' })).toEqual([{ field: 'notes', before: null, after: '[see the wiki' }]);
  });

  it('writes fields as words', () => {
    expect(['owner_id', 'lastCallAt', 'is_zone_assumed', 'docs_url', 'name', 'rotation_days'].map(fieldWords)).toEqual([
      'owner',
      'last call',
      'zone assumed',
      'docs address',
      'name',
      'rotation days',
    ]);
  });
});

describe('the door of a change', () => {
  const entry = { entity: 'api', entityId: 'a', operation: 'update', before: null, after: null } as const;

  it('leads to the record, and from a part to the record that it belongs to', () => {
    expect(recordDoor(entry)).toEqual({ place: 'inventory', kind: 'api', id: 'a' });
    expect(recordDoor({ ...entry, entity: 'rung', after: { event_id: 'e' } })).toEqual({ place: 'calendar', kind: 'event', id: 'e' });
  });

  it('is not there when the record is gone or has no place', () => {
    expect(recordDoor({ ...entry, operation: 'delete' })).toBeNull();
    expect(recordDoor({ ...entry, entity: 'setting' })).toBeNull();
  });
});
