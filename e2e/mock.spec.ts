// A vendor played from its contract: started, used through an environment, made to go wrong while it runs; what drifts is found, accepted, checked again.
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test, type RunningApp } from './support/app.ts';
import { findBarriers, findBarriersInBothThemes } from './support/barriers.ts';
import { runTerminal } from './support/terminal.ts';
import { createWorkspace } from './support/workspaces.ts';

test.describe.configure({ timeout: 180_000 });

const order = {
  type: 'object',
  required: ['id', 'status', 'total'],
  properties: { id: { type: 'string' }, status: { type: 'string', enum: ['open', 'paid'] }, total: { type: 'integer', minimum: 0 } },
};
const answer = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });

const terminal = (app: RunningApp, ...args: string[]) => runTerminal(app, ['--workspace', app.folders.workspace, ...args]);

async function importShop(app: RunningApp): Promise<void> {
  const file = join(app.folders.root, 'shop.json');
  writeFileSync(
    file,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Shop API', version: '1' },
      servers: [{ url: 'https://api.shop.example' }],
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }, schemas: { Order: order } },
      paths: {
        '/orders': {
          get: { summary: 'List orders', responses: { 200: answer({ type: 'array', items: order }) } },
          post: {
            summary: 'Create order',
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            responses: { 201: answer(order) },
          },
        },
        '/orders/{id}': {
          get: {
            summary: 'Show order',
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            responses: { 200: answer(order) },
          },
        },
      },
    }),
  );
  const { exitCode, stderr } = await terminal(app, 'inventory', 'import', file, '--vendor', 'Shop', '--api', 'Orders');
  if (exitCode !== 0) throw new Error(stderr);
}

const heading = ({ page }: RunningApp) => page.getByRole('heading', { level: 1 });

test('a mock is started, used through its environment, made to go wrong, and stopped, by keyboard', async ({ app }) => {
  await createWorkspace(app);
  const { page } = app;
  await page.evaluate(() => void (location.hash = '#/console/mock'));
  await expect(heading(app)).toHaveText('Nothing to play yet');
  await expect(page.getByRole('button', { name: 'Import contract' })).toBeVisible();
  await importShop(app);
  await expect(heading(app)).toHaveText('No mock runs');
  await page.getByRole('grid', { name: 'Mocks' }).focus();
  await page.keyboard.press('Enter');
  await expect(heading(app)).toHaveText('Shop Orders 1 is not played now');
  await page.keyboard.press('s');
  await expect(heading(app)).toHaveText(/Shop Orders 1 is played at http:\/\/127\.0\.0\.1:\d+/);
  const url = /http:\S+/.exec((await heading(app).textContent()) ?? '')?.[0] ?? '';

  await test.step('a call without credentials is refused, one with them is answered and remembered', async () => {
    expect((await fetch(`${url}/orders`)).status).toBe(401);
    const created = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'X-Key': 'k', 'Content-Type': 'application/json' },
      body: '{"total":42,"status":"paid"}',
    });
    expect(created.status).toBe(201);
    const { id, total } = (await created.json()) as { id: string; total: number };
    expect(total).toBe(42);
    expect(await (await fetch(`${url}/orders/${id}`, { headers: { 'X-Key': 'k' } })).json()).toMatchObject({
      id,
      total: 42,
      status: 'paid',
    });
    const rows = page.getByRole('grid', { name: 'Requests to the mock' }).getByRole('row');
    await expect(rows.filter({ hasText: 'GET /orders' }).filter({ hasText: '401' })).toContainText(
      'The contract asks for the header X-Key',
    );
    await expect(rows.filter({ hasText: 'POST /orders' })).toContainText(`created ${id}`);
  });

  await test.step('an environment points at it in one step, and back in one', async () => {
    await page.keyboard.press('p');
    await expect(page.getByText(`points at ${url}`)).toBeVisible();
    await expect(page.getByText('used by environment Mock')).toBeVisible();
    const sent = await terminal(app, 'request', 'send', '--api', 'Shop Orders', '--environment', 'Mock', 'GET', '/orders', '--json');
    expect(JSON.parse(sent.stdout)).toMatchObject({ status: 200, verdict: 'fits', environmentName: 'Mock' });
    await expect(
      page.getByRole('grid', { name: 'Requests to the mock' }).getByRole('row').filter({ hasText: '1 created in this run' }),
    ).toBeVisible();
    // Called from the Console, this endpoint goes there, and so do the others that nothing else was said of.
    const place = await page.evaluate(() => location.hash);
    await page.keyboard.press('c');
    const endpoints = page.getByRole('navigation', { name: 'Endpoints' }).getByRole('button', { name: /^(GET|POST)/ });
    await expect(page.getByRole('radio', { name: 'Mock' })).toBeChecked();
    await expect(page.getByRole('button', { name: /^Send(?: Ctrl|$)/ })).toBeFocused();
    await endpoints.last().click();
    await expect(endpoints.last()).toHaveAttribute('aria-current', /./);
    await expect(page.getByRole('radio', { name: 'Mock' })).toBeChecked();
    await page.evaluate((hash) => void (location.hash = hash), place);
    await expect(heading(app)).toHaveText(/is played at/);
  });

  await test.step('what goes wrong is chosen while it runs', async () => {
    await page.getByRole('radio', { name: 'Slow day' }).click();
    await expect(page.getByText('800–3,000 ms')).toBeVisible();
    await page.getByRole('radio', { name: 'Good day' }).click();
    await expect(page.getByText('Nothing is made to go wrong')).toBeVisible();
    const panel = page.getByRole('complementary', { name: 'What goes wrong' });
    await panel.getByRole('textbox', { name: 'Requests' }).fill('1');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText(/1 request a minute/).first()).toBeVisible();
    expect((await fetch(`${url}/orders`)).status).toBe(200);
    const refused = await fetch(`${url}/orders`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await page.getByRole('radio', { name: 'Good day' }).click();
    await expect(page.getByText('Nothing is made to go wrong')).toBeVisible();
  });

  await test.step('everybody can use it', async () => {
    expect(await findBarriersInBothThemes(page)).toEqual([]);
  });

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('s');
  await expect(heading(app)).toHaveText('Shop Orders 1 is not played now');
  await expect(fetch(`${url}/orders`)).rejects.toThrow();
});

test('a difference from the contract is found once, accepted with a reason, and seen again in the kept answers', async ({ app }) => {
  await createWorkspace(app);
  await importShop(app);
  const { page } = app;
  const serving = terminal(
    app,
    'mock',
    'serve',
    '--api',
    'Shop Orders',
    '--point',
    '--open',
    '--drift',
    'GET /orders/{id}:/total',
    '--stateless',
    '--sunset',
    '+30d',
    '--latency',
    '20-40',
    '--for',
    '25s',
  );
  await expect
    .poll(async () => (JSON.parse((await terminal(app, 'mock', 'list', '--json')).stdout) as { isRunning: boolean }[])[0]?.isRunning, {
      timeout: 20_000,
    })
    .toBe(true);
  for (const id of ['1', '2'])
    await terminal(app, 'request', 'send', '--api', 'Shop Orders', '--environment', 'Mock', 'GET', `/orders/${id}`);
  const [told] = (await terminal(app, 'exchange', 'find', 'method:GET', '--json')).json<{ id: string; durationMs: number }[]>();
  expect(told?.durationMs).toBeGreaterThanOrEqual(20);
  const { notices } = (await terminal(app, 'exchange', 'show', told?.id ?? '', '--json')).json<{ notices: { kind: string }[] }>();
  expect(notices.map(({ kind }) => kind)).toContain('sunset');
  const check = await terminal(app, 'exchange', 'check', '--api', 'Shop Orders', '--since', '-1d', '--json');
  expect(check.exitCode).toBe(1);
  expect(JSON.parse(check.stdout)).toMatchObject({ breaks: 2, differences: [{ endpoint: 'GET /orders/{id}', place: 'total', count: 2 }] });

  const api = (JSON.parse((await terminal(app, 'inventory', 'list', '--json')).stdout) as { id: string }[])[0];
  await page.evaluate((id) => void (location.hash = `#/inventory/findings/${id}`), api?.id);
  const found = page.getByRole('region', { name: '1 open finding' });
  await expect(found).toContainText('/total: total must be an integer, got a string · 2 times');
  await found.getByRole('button', { name: /^Accept: / }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept this difference' });
  await dialog.getByLabel('Why').fill('Known, ticket 4711');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Findings, none open' })).toContainText('accepted by');
  await expect(page.getByRole('region', { name: 'Findings, none open' })).toContainText('until a newer contract: Known, ticket 4711');

  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByRole('button', { name: 'Check answers' }).click();
  await expect(page.getByText('Version 1 accepts 0 of 2 answers.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^exchange \d/ })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  expect((await serving).exitCode).toBe(0);
});
