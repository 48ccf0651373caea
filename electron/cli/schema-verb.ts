import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { GraphqlSchema } from '../../shared/contract/requests.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { withExamples } from './examples.ts';
import { apiWords, findApi } from './find-record.ts';
import { asFileFault } from './import-documents.ts';
import { findTarget } from './request-target.ts';
import { plural } from './standing-text.ts';
import type { Outcome, Run } from './terminal.ts';

interface SchemaOptions {
  readonly api: string;
  readonly environment?: string;
  readonly ask?: string;
  readonly file?: string;
  readonly yesProduction?: string;
}

/** The schema of a GraphQL API: shown, asked of the API itself, or taken from a file. */
export function addSchemaVerb(noun: Command, run: Run): void {
  withExamples(
    noun
      .command('schema')
      .description('Show the schema of a GraphQL API; --ask gets it from the API itself, --file from a file')
      .requiredOption('--api <api>', 'whose API: its id, or vendor and name')
      .option('--environment <name>', 'whom to ask; may be left out when the API has one only')
      .option('--ask <path>', 'ask for it at this path, such as /graphql')
      .option('--file <file>', 'take it from a .graphql file, or from an introspection result as JSON')
      .option('--yes-production <name>', 'the environment’s name, to confirm a change in production'),
    'request schema --api "Shopify Admin" --environment Sandbox --ask /graphql.json',
    'request schema --api "Shopify Admin" --file schema.graphql',
  ).action((options: SchemaOptions) =>
    run((terminal) =>
      terminal.inWorkspace(async (client): Promise<Outcome> => {
        const api = await findApi(client, options.api, (options.file ?? options.ask) === undefined ? 'part' : 'whole');
        if (options.file !== undefined) {
          const file = resolve(terminal.io.cwd, options.file);
          const text = await readFile(file, 'utf8').catch((error: unknown) => {
            throw asFileFault(error, file);
          });
          return kept(await client.requests.takeSchema({ apiId: api.id, text, source: basename(file) }, terminal.call));
        }
        if (options.ask !== undefined) {
          const { environment, path } = await findTarget(client, 'POST', options.ask, options);
          const confirmProduction = options.yesProduction ?? null;
          return kept(await client.requests.askForSchema({ environmentId: environment.id, path, confirmProduction }, terminal.call));
        }
        const schema = await client.requests.graphqlSchema({ apiId: api.id });
        if (schema) return { json: schema, show: () => schema.sdl.split('\n') };
        throw new Fault('not_found', {
          happened: `No schema of ${apiWords(api)} is kept.`,
          remedy: 'Ask for it with --ask PATH, or take it from a file with --file.',
        });
      }),
    ),
  );
}

const kept = (schema: GraphqlSchema): Outcome => ({
  json: { apiId: schema.apiId, source: schema.source, typeCount: schema.typeCount, keptAt: schema.keptAt },
  show: () => [`The schema is kept: ${plural(schema.typeCount, 'type')}, ${schema.source}.`],
});
