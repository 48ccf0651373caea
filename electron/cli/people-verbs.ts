import { Option, type Command } from 'commander';
import { roles, type Role } from '../../shared/contract/procedure.ts';
import type { Person } from '../../shared/contract/workspace.ts';
import { withExamples } from './examples.ts';
import { findPerson } from './find-event.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Outcome, Run } from './terminal.ts';

interface PersonOptions {
  readonly name?: string;
  readonly role?: Role;
  readonly email?: string;
  readonly zone?: string;
}

export function addPeopleVerbs(program: Command, run: Run): void {
  const noun = program.command('people').description('Who can own an API, a credential, a date');
  withExamples(noun.command('list').description('List the people, with what they own'), 'people list').action(() =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const people = await client.workspace.people({}, terminal.call);
        return {
          json: people,
          show: ({ width }) => [
            { text: plural(people.length, 'person', 'people'), tone: 'title' },
            '',
            ...layoutTable(
              [
                { title: 'Name', least: 12 },
                { title: 'Role' },
                { title: 'Zone' },
                { title: 'E-mail', least: 10 },
                { title: 'Owns', least: 12 },
              ],
              people.map(({ name, role, zone, email, owns }) => [name, role, zone ?? '–', email ?? '–', ownsText(owns)]),
              width,
            ),
          ],
        };
      }),
    ),
  );
  withExamples(
    personOptions(noun.command('add').description('Add a person').argument('<name>', 'what the team calls them')),
    'people add Ines --zone Europe/Lisbon',
  ).action((name: string, options: PersonOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => done(await client.workspace.addPerson({ name, ...patchOf(options) }, terminal.call), 'added')),
    ),
  );
  withExamples(
    personOptions(noun.command('edit').description('Change what is known of a person').argument('<person>', 'their name or id')).option(
      '--name <name>',
      'a new name',
    ),
    'people edit Ines --role reader',
  ).action((text: string, options: PersonOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id } = await findPerson(client, text);
        return done(await client.workspace.updatePerson({ id, ...patchOf(options) }, terminal.call), 'changed');
      }),
    ),
  );
  withExamples(
    noun
      .command('remove')
      .description('Remove a person; refused while they own something')
      .argument('<person>', 'their name or id')
      .option('--hand-over-to <person>', 'who takes over what they own'),
    'people remove Ines --hand-over-to Maya',
  ).action((text: string, options: { handOverTo?: string }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const { id, name } = await findPerson(client, text);
        const heir = options.handOverTo === undefined ? null : await findPerson(client, options.handOverTo);
        await client.workspace.removePerson({ id, reassignTo: heir?.id ?? null }, terminal.call);
        return {
          json: { removed: { id, name }, handedOverTo: heir?.name ?? null },
          show: () => [`${name} is removed${heir ? `; ${heir.name} takes over` : ''}.`],
        };
      }),
    ),
  );
}

function personOptions(verb: Command): Command {
  return verb
    .addOption(new Option('--role <role>', 'what they may do').choices(roles))
    .option('--email <address>', 'where they are reached, or none')
    .option('--zone <zone>', 'where their day begins: Europe/Berlin, or none for that of the computer');
}

const orNull = (text: string): string | null => (text.toLowerCase() === 'none' ? null : text);

const patchOf = ({ name, role, email, zone }: PersonOptions) => ({
  ...(name === undefined ? {} : { name }),
  ...(role === undefined ? {} : { role }),
  ...(email === undefined ? {} : { email: orNull(email) }),
  ...(zone === undefined ? {} : { zone: orNull(zone) }),
});

const ownsText = (owns: Person['owns']): string => owns.map(({ words, count }) => `${count} ${words}`).join(', ') || '–';

const done = (person: Person, what: string): Outcome => ({ json: person, show: () => [`${person.name} ${what}: ${person.role}.`] });
