// One run in a process of its own, start to end: `undici URL COUNT`, or `quartermaster APP_DATA FOLDER ENDPOINT ENVIRONMENT COUNT`.
import module from 'node:module';

// Both ways keep their compiled code, as the terminal does.
module.enableCompileCache?.(process.env['QUARTERMASTER_BENCH_CODE']);
const { Agent } = await import('undici');
const { sendBare, sendChecked } = await import('./request-senders.ts');

const [way = '', ...words] = process.argv.slice(2);
if (way === 'undici') {
  const [url = '', count = '0'] = words;
  const agent = new Agent({ connections: 1, pipelining: 1 });
  await sendBare(agent, url, Number(count));
  await agent.close();
} else {
  const [appData = '', folder = '', endpointId = '', environmentId = '', count = '0'] = words;
  const { coreOptions } = await import('../../electron/cli/core-options.ts');
  const { connectInProcess } = await import('../../electron/core/terminal.ts');
  const local = connectInProcess(coreOptions(appData));
  await local.client.workspace.open({ folder });
  await sendChecked(local.client, { endpointId, environmentId }, Number(count));
  await local.close();
}
