// The proxy of the operating system: asked through the window, for the calls of the app and of terminal commands that go through it.
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from './support/app.ts';
import { runTerminal } from './support/terminal.ts';
import { importContract } from './support/test-contract.ts';
import { createWorkspace, goTo } from './support/workspaces.ts';

const seen: string[] = [];
let proxy: Server;
test.beforeEach(async () => {
  seen.length = 0;
  // It answers for whoever it is asked to reach: names that nobody else knows.
  proxy = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"through":"the proxy"}');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
test.afterEach(() => void proxy.close());

test('calls go by the operating system’s proxy where Settings say so, and directly where it says so', async ({ startApp }) => {
  const { port } = proxy.address() as AddressInfo;
  const pac = `function FindProxyForURL(url, host) { return host === 'vendor.test' ? 'PROXY 127.0.0.1:${port}' : 'DIRECT'; }`;
  // What the system is set to is set for this app alone; the environment names another proxy, which is not asked.
  const app = await startApp({
    args: [`--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(pac).toString('base64')}`],
    env: { http_proxy: 'http://127.0.0.1:9', HTTP_PROXY: null },
  });
  await createWorkspace(app);
  await importContract(app, 'Proxied', 'http://vendor.test', [{ path: '/items', summary: 'List items' }]);
  await goTo(app, 'Settings');
  const region = app.page.getByRole('region', { name: 'Proxy' });
  await region.getByRole('radio', { name: 'As the system' }).click();
  await expect(region).toContainText('the operating system says directly, for most addresses');
  await region.getByRole('button', { name: 'Set proxy' }).click();
  await expect(region.getByRole('button', { name: 'Set proxy' })).toBeEnabled();
  const workspace = ['--workspace', app.folders.workspace];
  const terminal = (...args: string[]) => runTerminal(app, [...workspace, ...args]);
  const sent = await runTerminal(app, [...workspace, 'request', 'send', '--api', 'Proxied Test', 'GET', '/items', '--json']);
  expect(sent.stdout).toContain('the proxy');
  expect(seen).toEqual(['GET http://vendor.test/items']);
  await terminal('settings', 'set', '--proxy', 'manual', '--proxy-url', `http://127.0.0.1:${port}`);
  expect((await terminal('request', 'send', '--api', 'Proxied Test', 'GET', '/items', '--param', 'by=hand')).exitCode).toBe(0);
  const file = join(app.folders.root, 'proxy.pac');
  writeFileSync(file, pac);
  await terminal('settings', 'set', '--pac', file);
  expect((await terminal('request', 'send', '--api', 'Proxied Test', 'GET', '/items', '--param', 'by=pac')).exitCode).toBe(0);
  expect(seen.slice(1)).toEqual(['GET http://vendor.test/items?by=hand', 'GET http://vendor.test/items?by=pac']);
  await terminal('settings', 'set', '--proxy', 'system');
  const doctor = await runTerminal(app, [...workspace, 'doctor']);
  expect(doctor.stdout.replaceAll(/\s+/g, ' ')).toContain('As the system: the operating system says directly');
});
