// One run of a ledger in a process of its own, start to end, while the core is asked and told things as a window does:
// `node ledger-run-process.ts APP_DATA FOLDER LEFT RIGHT`.
import { coreOptions } from '../../electron/cli/core-options.ts';
import { connectInProcess } from '../../electron/core/terminal.ts';
import { watchWaits } from './watch-waits.ts';

const [appData = '', folder = '', leftPath = '', rightPath = ''] = process.argv.slice(2);
const local = connectInProcess(coreOptions(appData));
const { client } = local;
await client.workspace.create({ folder, name: 'Bench' });
const [left, right] = [await client.ledger.peek({ path: leftPath }), await client.ledger.peek({ path: rightPath })];
const spec = { ...(await client.ledger.guess({ left, right })), settleDays: null };
const { id } = await client.ledger.create({ name: 'Bench', spec });
// Whoever waits has looked at Today before: its code is read.
await client.today.show({});
const reads = watchWaits(100, () => client.today.show({}));
// A change has to get at the one writer that the run is too, when it keeps its breaks.
const changes = watchWaits(500, () => client.inventory.addPerson({ name: `Person ${performance.now()}` }));
const begun = performance.now();
await client.ledger.run({ id, leftPath, rightPath, isAwaited: true });
const ms = performance.now() - begun;
const [readWaitMs, changeWaitMs] = [await reads.longest(), await changes.longest()];
const { runs, bridges } = await client.ledger.show({ id });
const pageBegun = performance.now();
await client.ledger.breaks({ ledgerId: id, currency: 'EUR' });
const pageMs = performance.now() - pageBegun;
await local.close();
const isExact = bridges.every(({ remainderMinor }) => remainderMinor === 0);
process.stdout.write(
  JSON.stringify({
    ms,
    found: runs[0]?.found ?? 0,
    rssMb: process.resourceUsage().maxRSS / 1024,
    pageMs,
    isExact,
    readWaitMs,
    changeWaitMs,
  }),
);
