import { expect, it } from 'vitest';
import { descriptionOf, draftProblems, emptyDraft } from './credential-draft.ts';

it('takes the hosts of the chosen environments until a person types others', () => {
  expect(descriptionOf(emptyDraft, ['a.example']).allowedHosts).toEqual(['a.example']);
  expect(descriptionOf({ ...emptyDraft, hosts: 'b.example' }, ['a.example']).allowedHosts).toEqual(['b.example']);
  expect(descriptionOf({ ...emptyDraft, hosts: '' }, ['a.example']).allowedHosts).toEqual([]);
});

it('keeps only what belongs to the kind', () => {
  const filled = { ...emptyDraft, placementName: 'X-API-Key', username: 'shop' };
  expect(descriptionOf({ ...filled, kind: 'api_key' }, [])).toMatchObject({
    placement: { in: 'header', name: 'X-API-Key' },
    username: null,
  });
  expect(descriptionOf({ ...filled, kind: 'basic' }, [])).toMatchObject({ placement: null, username: 'shop' });
  expect(descriptionOf({ ...filled, kind: 'bearer' }, [])).toMatchObject({ placement: null, username: null });
});

it('asks for what each kind needs', () => {
  expect(draftProblems(emptyDraft)).toMatchObject({ name: expect.any(String), placementName: expect.any(String), username: null });
  expect(draftProblems({ ...emptyDraft, placementName: 'X API Key' }).placementName).not.toBeNull();
  expect(draftProblems({ ...emptyDraft, kind: 'basic' })).toMatchObject({ placementName: null, username: expect.any(String) });
  expect(draftProblems({ ...emptyDraft, rotationDays: 0 }).rotationDays).not.toBeNull();
  expect(draftProblems({ ...emptyDraft, rotationDays: null }).rotationDays).toBeNull();
});
