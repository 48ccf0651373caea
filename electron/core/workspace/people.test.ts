import { expect, it } from 'vitest';
import { isMachineName } from '../../../shared/domain/people/machine-name.ts';
import { coresForTests, faultFrom } from '../testing/test-core.ts';
import { Commands } from '../db/commands.ts';
import { ensurePerson } from './people.ts';

const tests = coresForTests();

it('nobody is called what the app is called, however it is written', async () => {
  const { client, engine } = await tests.startOpen();
  for (const name of ['Quartermaster', 'quarter master', 'Quarterm\u0430ster', 'QUARTERMASTER\u200B']) {
    for (const work of [
      client.workspace.addPerson({ name }),
      client.inventory.addPerson({ name }),
      client.workspace.updatePerson({ id: engine.person.id, name }),
    ])
      expect((await faultFrom(work)).data).toMatchObject({ code: 'bad_input', place: { path: 'name' } });
  }
  expect((await client.workspace.people({})).map(({ name }) => name)).toEqual([engine.person.name]);
  await client.workspace.addPerson({ name: 'The quartermaster' });
});

it('a login that is called so, or a person of an older workspace, is told apart', async () => {
  const { engine } = await tests.startOpen();
  const commands = new Commands(engine.workspace.db, engine.clock, () => undefined);
  engine.workspace.db.run("UPDATE people SET name = 'quartermaster' WHERE id = ?", engine.person.id);
  expect(ensurePerson(commands, engine.clock, 'app')).toMatchObject({ id: engine.person.id, name: 'quartermaster (person)' });
  engine.workspace.db.run('DELETE FROM people');
  const { name } = ensurePerson(commands, engine.clock, 'app', 'Quartermaster');
  expect(name).toBe('Quartermaster (person)');
  expect(isMachineName(name)).toBe(false);
});
