import type { Command } from 'commander';
import { withExamples } from './examples.ts';
import type { CoreClient } from '../core/terminal.ts';
import { addCookieVerb, addGuardVerbs } from './environment-guard-verbs.ts';
import { apiWords, findApi, findEnvironmentPath, type Grasp } from './find-record.ts';
import { collect, collectPairs, type Pair } from './option-values.ts';
import { refuseSecretValue } from './secret-arguments.ts';
import { plural } from './standing-text.ts';
import { layoutTable } from './table.ts';
import type { Run } from './terminal.ts';

interface SetOptions {
  readonly var: readonly Pair[];
  readonly unset: readonly string[];
}

/** The values of an environment, for `{{names}}` in requests. */
export function addEnvironmentVerbs(program: Command, run: Run): void {
  const noun = program.command('environment').description('The values that requests take from the environment they go to');
  withExamples(
    noun
      .command('values')
      .description('List the values of an environment, of an API, or of the whole workspace')
      .argument('[of]', 'such as "Adyen Checkout/sandbox", or "Adyen Checkout" for the API; nothing for the workspace'),
    'environment values "Adyen Checkout/sandbox"',
    'environment values',
  ).action((text: string | undefined) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const place = await findPlace(client, text, 'part');
        const values = await place.read();
        const rows = Object.entries(values);
        return {
          json: values,
          show: ({ width }) =>
            rows.length === 0
              ? [
                  `${place.name} has no values. Give one: quartermaster environment set ${text === undefined ? '' : `"${text}" `}--var name=value`,
                ]
              : layoutTable(
                  [
                    { title: 'Name', least: 12 },
                    { title: 'Value', least: 20 },
                  ],
                  rows.map(([name, value]) => [`{{${name}}}`, value]),
                  width,
                ),
        };
      }),
    ),
  );
  withExamples(
    noun
      .command('set')
      .description('Give values to an environment, an API or the whole workspace; the others stay. A secret belongs in a credential')
      .argument('[of]', 'such as "Adyen Checkout/sandbox", or "Adyen Checkout" for the API; nothing for the workspace')
      .option('--var <name=value>', 'a value (may be repeated)', collectPairs(/=/, 'name=value'), [])
      .option('--unset <name>', 'takes a value away (may be repeated)', collect, []),
    'environment set "Adyen Checkout/sandbox" --var merchantAccount=AcmeMobileShopECOM',
    'environment set --var shop=acme-eu',
  ).action((text: string | undefined, options: SetOptions) =>
    run((terminal) => {
      for (const { name, value } of options.var) refuseSecretValue('query', name, value);
      return terminal.inWorkspace(async (client) => {
        const place = await findPlace(client, text);
        const before = await place.read();
        const next = { ...before, ...Object.fromEntries(options.var.map(({ name, value }) => [name, value])) };
        const variables = Object.fromEntries(Object.entries(next).filter(([name]) => !options.unset.includes(name)));
        const kept = await place.write(variables);
        return { json: kept, show: () => [`${place.name} has ${plural(Object.keys(kept).length, 'value')} now.`] };
      });
    }),
  );
  addCookieVerb(noun, run);
  addGuardVerbs(noun, run);
}

interface ValuesPlace {
  readonly name: string;
  read(): Promise<Record<string, string>>;
  write(variables: Record<string, string>): Promise<Record<string, string>>;
}

/** Whose values are meant: an environment's ("API/environment"), an API's, or the workspace's. */
async function findPlace(client: CoreClient, text: string | undefined, grasp?: Grasp): Promise<ValuesPlace> {
  if (text?.includes('/')) {
    const { id, name } = await findEnvironmentPath(client, text, grasp);
    return {
      name,
      read: () => client.console.variables({ environmentId: id }),
      write: (variables) => client.console.setVariables({ environmentId: id, variables }),
    };
  }
  if (text !== undefined) {
    const api = await findApi(client, text, grasp);
    return {
      name: apiWords(api),
      read: async () => (await client.requests.values({ apiId: api.id })).api,
      write: (variables) => client.requests.setValues({ apiId: api.id, variables }),
    };
  }
  return {
    name: 'The workspace',
    read: async () => (await client.requests.values({ apiId: null })).workspace,
    write: (variables) => client.requests.setValues({ apiId: null, variables }),
  };
}
