// Everything that a flow's steps can do, against a real server: setup and teardown, pages, a condition, what is undone, and each form of report.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test, type RunningApp } from './support/app.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace } from './support/workspaces.ts';

const received: string[] = [];
let server: Server;
let origin = '';
test.describe.configure({ timeout: 180_000 });
test.beforeEach(async () => {
  received.length = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
      const { order = '', seen = '' } = (body === '' ? {} : JSON.parse(body)) as { order?: string; seen?: string };
      received.push([request.method, request.url, order, seen].filter(Boolean).join(' '));
      const json = (answer: object, status = 200, headers: Record<string, string> = {}): void =>
        void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(answer));
      if (request.method === 'DELETE') response.writeHead(204).end();
      else if (pathname === '/session') json({ id: 'S1' }, 201);
      else if (pathname === '/refunds') json({ id: `R-${order}` }, 201);
      else if (pathname === '/bookings') json({ state: order === 'A-2' ? 'closed' : 'booked' }, order === 'A-2' ? 422 : 201);
      else {
        const page = Number(searchParams.get('page') ?? 1);
        const next: Record<string, string> = page < 3 ? { Link: `<${origin}/lines?page=${page + 1}>; rel="next"` } : {};
        json({ lines: [{ id: page * 10 }, { id: page * 10 + 1 }] }, 200, next);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
test.afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const terminal = (app: RunningApp, ...args: string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args]);

/** The flow as a file that “flow save” reads. */
function specFor(apiId: string, environmentId: string): object {
  const own = (method: string, path: string, body: string | null = null) => ({
    apiId,
    draft: { method, path, parameters: [], body, mediaType: body === null ? null : 'application/json' },
  });
  const refund = { name: 'refund', from: 'body', path: '$.id' };
  return {
    environments: { [apiId]: environmentId },
    setup: [
      { id: 'open', name: 'Open a session', own: own('POST', '/session'), captures: [{ name: 'opened', from: 'body', path: '$.id' }] },
    ],
    steps: [
      {
        id: 'refund',
        name: 'Refund',
        own: own('POST', '/refunds', '{"order":"{{order}}"}'),
        captures: [refund],
        compensation: { id: 'back', name: 'Take it back', own: own('DELETE', '/refunds/{{refund}}') },
      },
      {
        id: 'lines',
        name: 'Lines',
        own: own('GET', '/lines'),
        captures: [{ name: 'seen', from: 'body', path: '$.lines[*].id' }],
        loop: { kind: 'link', maxPages: 5 },
      },
      { id: 'look', name: 'Look closely', own: own('GET', '/closely'), condition: 'double(row.amount) > 10.0' },
      {
        id: 'book',
        name: 'Book it',
        own: own('POST', '/bookings', '{"order":"{{order}}","seen":"{{refund}}"}'),
        checks: [
          { of: 'status', op: 'in', value: '200, 201' },
          { of: 'body', path: '$.state', op: 'matches', value: '^book' },
          { of: 'duration', op: 'lt', value: '20000' },
          { of: 'size', op: 'gt', value: '5' },
        ],
      },
    ],
    teardown: [{ id: 'close', name: 'Close the session', own: own('DELETE', '/session/{{opened}}') }],
  };
}

test('a flow sets up, goes over pages, leaves out, undoes what took effect, tears down, and says all of it in every report', async ({
  app,
}) => {
  const { page } = app;
  await createWorkspace(app);
  await importContract(app, 'Booker', origin, [{ path: '/lines', summary: 'Lines' }]);
  const { id: apiId } = (await terminal(app, 'inventory', 'list', '--json')).json<{ id: string }[]>()[0]!;
  const { environments } = (await terminal(app, 'inventory', 'show', 'Booker Test', '--json')).json<{ environments: { id: string }[] }>();
  const file = join(app.folders.root, 'flow.json');
  writeFileSync(file, JSON.stringify(specFor(apiId, environments[0]?.id ?? '')));
  const saved = await terminal(app, 'flow', 'save', 'Refund and book', '--file', file, '--json');
  expect(saved.stderr).toBe('');
  const data = join(app.folders.root, 'orders.csv');
  writeFileSync(data, 'order,amount\nA-1,5.00\nA-2,20.00\n');

  await page.evaluate((id) => void (location.hash = `#/console/flow/${id}`), saved.json<{ id: string }>().id);
  await page.getByRole('button', { name: /Refund →/ }).click();
  await expect(page.getByRole('form', { name: 'Step Refund' }).getByLabel('Undone by').first()).toHaveValue(
    'Take it back: DELETE /refunds/{{refund}}',
  );
  await page.getByLabel('Data file').setInputFiles(data);
  await expect(page.getByRole('region', { name: 'Dry run' })).toContainText('‹refund›');
  expect(received).toEqual([]);
  await page.getByRole('button', { name: 'Run 2 rows' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refund and book, run 1: 1 of 2 rows failed');
  const pages = ['GET /lines', 'GET /lines?page=2', 'GET /lines?page=3'];
  expect(received).toEqual([
    'POST /session',
    'POST /refunds A-1',
    ...pages,
    'POST /bookings A-1 R-A-1',
    'POST /refunds A-2',
    ...pages,
    'GET /closely',
    'POST /bookings A-2 R-A-2',
    'DELETE /refunds/R-A-2',
    'DELETE /session/S1',
  ]);
  await page.getByRole('row', { name: /A-2/ }).click();
  const aside = page.getByRole('complementary', { name: 'Row 2' });
  await expect(aside).toContainText('Take it back');
  await expect(aside).toContainText(/undone|taken back/);
  await expect(page.getByRole('row', { name: /A-1/ })).toContainText('R-A-1');

  for (const [format, words] of [
    ['junit', /<testsuites?[\s\S]*<failure/],
    ['json', /"state": ?"failed"/],
    ['html', /<html[\s\S]*Refund and book/],
    ['csv', /A-2[\s\S]*failed/],
    ['receipt', /Refund and book[\s\S]*undone/i],
    ['receipt-pdf', /^%PDF-/],
  ] as const) {
    const out = join(app.folders.root, `report.${format}`);
    const written = await terminal(app, 'flow', 'export', '1', '--report', format, '--out', out);
    expect([format, written.exitCode, written.stderr]).toEqual([format, 0, '']);
    expect(readFileSync(out, 'latin1')).toMatch(words);
  }
});
