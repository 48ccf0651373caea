import type { Command } from 'commander';
import { withExamples } from './examples.ts';
import { findEnvironmentPath } from './find-record.ts';
import { collect, collectPairs, type Pair } from './option-values.ts';
import { refuseSecretValue } from './secret-arguments.ts';
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
      .description('List the values of an environment')
      .argument('<api/environment>', 'such as "Adyen Checkout/sandbox"'),
    'environment values "Adyen Checkout/sandbox"',
  ).action((text: string) =>
    run((terminal) =>
      terminal.inWorkspace(async (client) => {
        const environment = await findEnvironmentPath(client, text);
        const values = await client.console.variables({ environmentId: environment.id }, terminal.call);
        const rows = Object.entries(values);
        return {
          json: values,
          show: ({ width }) =>
            rows.length === 0
              ? [`${environment.name} has no values. Give one: quartermaster environment set "${text}" --var name=value`]
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
      .description('Give values to an environment; the others stay. A secret belongs in a credential')
      .argument('<api/environment>', 'such as "Adyen Checkout/sandbox"')
      .option('--var <name=value>', 'a value (may be repeated)', collectPairs(/=/, 'name=value'), [])
      .option('--unset <name>', 'takes a value away (may be repeated)', collect, []),
    'environment set "Adyen Checkout/sandbox" --var merchantAccount=AcmeMobileShopECOM',
  ).action((text: string, options: SetOptions) =>
    run((terminal) => {
      for (const { name, value } of options.var) refuseSecretValue('query', name, value);
      return terminal.inWorkspace(async (client) => {
        const environment = await findEnvironmentPath(client, text);
        const before = await client.console.variables({ environmentId: environment.id });
        const next = { ...before, ...Object.fromEntries(options.var.map(({ name, value }) => [name, value])) };
        const variables = Object.fromEntries(Object.entries(next).filter(([name]) => !options.unset.includes(name)));
        const kept = await client.console.setVariables({ environmentId: environment.id, variables }, terminal.call);
        return { json: kept, show: () => [`${environment.name} has ${Object.keys(kept).length} values now.`] };
      });
    }),
  );
}
