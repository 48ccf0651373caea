// A small OpenAPI document for a peer of the tests, brought into the workspace as any other.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningApp } from './app.ts';
import { runTerminal } from './terminal.ts';

export interface TestOperation {
  readonly path: string;
  readonly method?: 'get' | 'post';
  /** Names the operation on screen. */
  readonly summary: string;
  readonly query?: readonly string[];
}

/** Imports a document with these operations through the terminal, into the workspace that the app has open. */
export async function importContract(app: RunningApp, vendor: string, origin: string, operations: readonly TestOperation[]): Promise<void> {
  const paths = Object.fromEntries(
    operations.map(({ path, method = 'get', summary, query = [] }) => [
      path,
      {
        [method]: {
          summary,
          operationId: summary.replaceAll(/\W+/g, ''),
          parameters: [
            ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
            ...query.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
          ],
          ...(method === 'post'
            ? { requestBody: { content: { 'application/json': { schema: { type: 'object' }, example: { note: 'from a test' } } } } }
            : {}),
          responses: { default: { description: 'anything' } },
        },
      },
    ]),
  );
  const file = join(app.folders.root, `${vendor}.json`);
  writeFileSync(
    file,
    JSON.stringify({
      openapi: '3.0.3',
      info: { title: `${vendor} API`, version: '1' },
      servers: [{ url: origin, description: 'Sandbox' }],
      paths,
    }),
  );
  const { exitCode, stderr } = await runTerminal(app, [
    '--workspace',
    app.folders.workspace,
    'inventory',
    'import',
    file,
    '--vendor',
    vendor,
    '--api',
    'Test',
  ]);
  if (exitCode !== 0) throw new Error(`the document was not imported: ${stderr}`);
}
