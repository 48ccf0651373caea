import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coresForTests } from '../testing/test-core.ts';
import { RecentWorkspaces } from './recent.ts';

const tests = coresForTests();

describe('recent workspaces', () => {
  it('are listed newest first, once each, twelve at most, and say which are gone', () => {
    const appData = tests.folder();
    const recent = new RecentWorkspaces(appData);
    const there = tests.folder();
    writeFileSync(join(there, 'workspace.db'), '');
    for (let index = 0; index < 14; index += 1) recent.add(`/gone/${index}`, `Gone ${index}`, index);
    recent.add(there, 'Here', 20);
    recent.add('/gone/13', 'Renamed', 30);
    const list = recent.list();
    expect(list).toHaveLength(12);
    expect(list.slice(0, 2)).toEqual([
      { folder: '/gone/13', name: 'Renamed', openedAt: 30, exists: false },
      { folder: there, name: 'Here', openedAt: 20, exists: true },
    ]);
    recent.forget('/gone/13');
    expect(new RecentWorkspaces(appData).list()[0]?.name).toBe('Here');
    expect(statSync(join(appData, 'recent.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(appData)).toEqual(['recent.json']);
  });

  it.each(['', '{', '[1]', '{"folder":1}', '[{"folder":"/x"}]'])(
    'that were spoilt (%j) are an empty list, and are written anew',
    (text) => {
      const appData = tests.folder();
      writeFileSync(join(appData, 'recent.json'), text);
      const recent = new RecentWorkspaces(appData);
      expect(recent.list()).toEqual([]);
      recent.add('/a', 'A', 1);
      expect(recent.list()).toHaveLength(1);
    },
  );

  it('that cannot be written keep no workspace from opening', async () => {
    const { core, client, folder, options } = await tests.startOpen();
    await core.close();
    rmSync(options.appDataFolder, { recursive: true });
    writeFileSync(options.appDataFolder, 'a file where the folder was');
    expect(await client.workspace.open({ folder })).toMatchObject({ folder });
  });
});
