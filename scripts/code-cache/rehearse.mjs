// Runs in Electron: starts the core twice as the app does, first to make a sample workspace, then to open it and to answer what the window
// asks at its start; then lets it write V8's compiled form of what ran, and again after what the other places ask first: apart, so that
// no start reads more than it needs. Arguments: a folder to work in.
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { app, MessageChannelMain, utilityProcess } from 'electron';

const folder = process.argv.at(-1) ?? '';
app.setPath('userData', join(folder, 'shell'));

/** @typedef {import('@orpc/contract').ContractRouterClient<import('../../shared/contract/index.ts').Contract>} Client */

/** @param {Client} client */
async function visitPlaces(client) {
  await client.console.savedRequests({});
  await client.inventory.list({ text: '', view: 'all' });
  await Promise.all([client.credentials.list({}), client.ledger.list({}), client.mappings.list({}), client.monitors.list({})]);
  await Promise.all([client.runbooks.list({}), client.scorecards.decisions({}), client.settings.show({}), client.webhooks.endpoints({})]);
}

/** @param {readonly string[]} args */
function startCore(args) {
  const child = utilityProcess.fork(join(import.meta.dirname, 'core.cjs'), [...args], {
    env: { ...process.env, QUARTERMASTER_APP_DATA: join(folder, 'app-data') },
    stdio: 'inherit',
  });
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage({ kind: 'port' }, [port1]);
  /** @type {Client} */
  const client = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  /** @param {string} message @param {string} answer */
  const tell = (message, answer) =>
    new Promise((resolve, reject) => {
      child.on('message', (said) => (said.kind === answer ? resolve(said) : undefined));
      child.on('exit', (code) => (answer === 'exit' ? resolve(code) : reject(new Error(`the core ended with code ${code}`))));
      child.postMessage({ kind: message });
    });
  return { client, tell };
}

async function rehearse() {
  const workspace = join(folder, 'workspace');
  const before = startCore([]);
  await before.client.workspace.sample({ folder: workspace });
  for (const { id } of await before.client.jobs.list({})) for await (const job of await before.client.jobs.watch({ id })) void job;
  await before.tell('stop', 'exit');
  const { client, tell } = startCore(['--open', workspace]);
  await client.workspace.open({ folder: workspace });
  void client.workspace.live({}).catch(() => undefined);
  await client.today.show({});
  await Promise.all([client.inventory.summary({}), client.workspace.recent({}), client.jobs.list({}), client.monitors.observer({})]);
  await client.today.promises({});
  await tell('keep code', 'code kept');
  await visitPlaces(client);
  await tell('keep code', 'code kept');
  await tell('stop', 'exit');
}

// Not awaited: Electron is ready only when this file has been run to its end.
app
  .whenReady()
  .then(rehearse)
  .then(
    () => app.exit(0),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      app.exit(1);
    },
  );
