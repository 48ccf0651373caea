import { readFileSync } from 'node:fs';
import type { Engine } from '../engine.ts';
import { applyPlan } from '../inventory/apply-plan.ts';
import { planImport } from '../openapi/import-plan.ts';
import { readDocument } from '../openapi/read-document.ts';
import type { CoreClient } from '../terminal.ts';

export const actor = { name: 'Ines', via: 'app' } as const;

/** A small OpenAPI document of a vendor that a test plays. */
export function smallDocument(parts: { title?: string; version?: string; baseUrl?: string; paths?: object }): string {
  const ok = {
    responses: {
      200: {
        description: 'ok',
        content: { 'application/json': { schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } } },
      },
    },
  };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: parts.title ?? 'Testpay Orders', version: parts.version ?? '1' },
    servers: [{ url: parts.baseUrl ?? 'https://api.testpay.example/v1' }],
    paths: parts.paths ?? {
      '/orders': { get: ok, post: ok },
      '/orders/{id}': { get: { ...ok, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] } },
    },
  });
}

export const documentFile = (text: string, name = 'testpay.json'): File => new File([text], name, { type: 'application/json' });

export const contractFile = (name: string): File =>
  new File([readFileSync(new URL(`../../../resources/contracts/${name}`, import.meta.url))], name.split('/').at(-1) ?? name);

export async function importDocument(client: CoreClient, file: File): Promise<{ vendorId: string; apiId: string }> {
  const plan = await client.inventory.planImport({ file });
  return client.inventory.applyImport({ planId: plan.planId });
}

/** How many rows every table of records has; the log and its index are left out. */
export function rowCounts({ db }: Engine): Record<string, number> {
  const tables = [
    'vendors',
    'apis',
    'contracts',
    'auth_schemes',
    'environments',
    'endpoints',
    'credentials',
    'exchanges',
    'bodies',
    'calendar_events',
    'findings',
    'limits',
    'activity',
  ];
  return Object.fromEntries(tables.map((table) => [table, db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? -1]));
}

/** The same without the worker thread, for tests that are about something else. Returns the API's id. */
export function importNow({ commands, clock }: Engine, text: string, fileName = 'testpay.json'): string {
  const document = readDocument({ bytes: new TextEncoder().encode(text), fileName });
  return applyPlan(commands, clock, actor, planImport(document), document.text).apiId;
}
