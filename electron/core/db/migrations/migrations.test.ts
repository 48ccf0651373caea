import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { migrations } from '../migrate.ts';

/** A migration that was released never changes: workspaces that have it would be refused. Add a new one in its place. */
const released = ['b2fb2e5cfe08ceb2748720d1e5951a6fd0ed7f18937465605fc55151f473d2bc'];

it('the released migrations are as they were', () => {
  const hashes = migrations.slice(0, released.length).map(({ sql }) => createHash('sha256').update(sql).digest('hex'));
  expect(hashes).toEqual(released);
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_migration, index) => index + 1));
});
