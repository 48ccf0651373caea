import type { Command } from 'commander';
import { withExamples } from './examples.ts';
import { findEnvironmentPath } from './find-record.ts';
import { showInstant } from './instants.ts';
import { wholeNumber } from './option-values.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Run } from './terminal.ts';

/** The cookies of an environment: listed, cleared, kept or no longer kept. */
export function addCookieVerb(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('cookies')
      .description('List the cookies of an environment, without their values; --clear takes them away')
      .argument('<api/environment>', 'such as "Adyen Checkout/sandbox"')
      .option('--clear', 'take all of them away')
      .option('--keep', 'keep them, sealed, beyond the end of the program')
      .option('--no-keep', 'keep them no longer'),
    'environment cookies "Adyen Checkout/sandbox"',
    'environment cookies "Adyen Checkout/sandbox" --keep',
  ).action((text: string, options: { clear?: boolean; keep?: boolean }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const isRead = options.clear === undefined && options.keep === undefined;
        const { id: environmentId, name } = await findEnvironmentPath(client, text, isRead ? 'part' : 'whole');
        if (options.clear) await client.requests.clearCookies({ environmentId, one: null }, terminal.call);
        if (options.keep !== undefined) await client.requests.keepCookies({ environmentId, isKept: options.keep }, terminal.call);
        const jar = await client.requests.cookies({ environmentId }, terminal.call);
        const rule = jar.isKept ? 'They are kept, sealed.' : 'They are gone when the program ends.';
        return {
          json: jar,
          show: ({ width }) => [
            `${name} has ${plural(jar.cookies.length, 'cookie')}. ${rule}`,
            ...(jar.cookies.length === 0
              ? []
              : layoutTable(
                  [{ title: 'Name', least: 12 }, { title: 'Host', least: 12 }, { title: 'Path' }, { title: 'Until' }],
                  jar.cookies.map((one) => [
                    one.name,
                    one.domain,
                    one.path,
                    one.expiresAt === null ? 'the program ends' : showInstant(one.expiresAt),
                  ]),
                  width,
                )),
          ],
        };
      }),
    ),
  );
}

/** Production unlocked for some minutes, and locked again; for the app that has the workspace open. */
export function addGuardVerbs(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('unlock')
      .description('For some minutes, ask for no confirmation of changes in production; for as long as the app is open')
      .argument('<api/environment>', 'such as "Adyen Checkout/Live"')
      .requiredOption('--yes-production <name>', 'the environment’s name, to confirm it')
      .option('--minutes <count>', '5, 15 or 60', wholeNumber(1, 60), 5),
    'environment unlock "Adyen Checkout/Live" --minutes 15 --yes-production Live',
  ).action((text: string, options: { yesProduction: string; minutes: number }) =>
    run((terminal) =>
      terminal.inWorkspace(async (client, kind) => {
        const environment = await findEnvironmentPath(client, text);
        const minutes = options.minutes > 15 ? 60 : options.minutes > 5 ? 15 : 5;
        const state = await client.requests.unlock(
          { environmentId: environment.id, minutes, confirmProduction: options.yesProduction },
          terminal.call,
        );
        const words = `${environment.name} is unlocked for ${minutes} minutes.`;
        return {
          json: state,
          show: () => [kind === 'in process' ? `${words} No app has the workspace open: it is locked again as this command ends.` : words],
        };
      }),
    ),
  );
  withExamples(
    noun.command('lock').description('Ask for confirmation again').argument('<api/environment>', 'such as "Adyen Checkout/Live"'),
    'environment lock "Adyen Checkout/Live"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const environment = await findEnvironmentPath(client, text);
        const state = await client.requests.lock({ environmentId: environment.id }, terminal.call);
        return { json: state, show: () => [`${environment.name} is locked.`] };
      }),
    ),
  );
}
