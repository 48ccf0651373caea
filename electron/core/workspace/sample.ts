import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sampleBegins } from '../../../resources/sample/build-sample.ts';
import type { CallContext } from '../call-guard.ts';
import type { Actor } from '../db/change-log.ts';
import { Commands, type Clock } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { applyPlan } from '../inventory/apply-plan.ts';
import { compareWithCurrent } from '../inventory/compare-with-current.ts';
import { recogniseApi } from '../inventory/recognise-api.ts';
import { bodyRow } from '../console/exchange-rows.ts';
import { writeRow } from '../db/row-write.ts';
import { keepSampleDeliveries } from '../webhooks/keep-sample.ts';
import { sealName } from '../vault/body-keeper.ts';
import { noteFinished } from './unfinished.ts';

const sampleName = 'Acme Mobile Shop';

/** Adyen's older contract first, so that its newer one shows what changed. */
const contracts = ['adyen/CheckoutService-v68.json', 'adyen/CheckoutService-v71.json', 'paypal/checkout_orders_v2.json'] as const;

/** Creates the sample workspace; when it cannot be filled, nothing of it is left, and what was open before is open again. */
export async function createSample(context: CallContext, folder: string, signal: AbortSignal | undefined): Promise<Engine> {
  const { core } = context;
  const { clock: today } = core.options;
  const clock = { now: () => sampleBegins(today.now()), newId: today.newId };
  const before = core.engine?.workspace.folder ?? null;
  const engine = await core.create(folder, sampleName, clock);
  try {
    await fill(context, engine, clock, signal);
    core.remember(engine);
    return engine;
  } catch (error) {
    // What made it fail is said, whatever becomes of the rest.
    await core.discard(engine, before).catch((later: unknown) => void core.options.log.bug(later));
    throw error;
  }
}

/** Two real contracts through the ordinary import, then a quarter of history by code. */
async function fill(context: CallContext, engine: Engine, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  const { core } = context;
  const { clock: today } = core.options;
  const actor: Actor = { name: engine.person.name, via: context.via };
  // The imports lie in the past like everything else of the sample.
  const commands = new Commands(engine.workspace.db, clock, () => undefined);
  const documents = contracts.map((file) => {
    const bytes = new Uint8Array(readFileSync(new URL(file, core.options.contractsFolder)));
    const fileName = file.split('/').at(-1) ?? file;
    return engine.jobs.start('read document', { bytes, fileName }, { title: `Read ${fileName}`, actor, signal }).finished;
  });
  // Read side by side, imported one after another.
  for (const { plan, text } of await Promise.all(documents)) {
    const compared = await compareWithCurrent(engine, actor, recogniseApi(engine.db, plan).apiId, { plan, text }, signal);
    applyPlan(commands, clock, actor, plan, text, compared);
  }
  moveSandbox(commands, actor);
  const { person } = engine;
  const { bodies, deliveries } = await engine.jobs.start(
    'build sample',
    { person: { id: person.id, name: person.name }, now: today.now() },
    { title: 'Build the sample', actor, signal },
  ).finished;
  engine.evidence.write(['console'], (db) => {
    for (const { exchangeId, side, mediaType, text } of bodies) {
      const bytes = Buffer.from(text);
      const body = {
        side,
        byteLength: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        mediaType,
        keyId: engine.vault.keyId,
        sealed: engine.vault.seal(sealName(exchangeId, side), bytes),
        file: null,
      };
      writeRow(db, bodyRow(exchangeId, body));
    }
  });
  await keepSampleDeliveries(engine, deliveries);
  engine.evidence.write([], noteFinished);
}

/** The team tests against the newer version: its sandbox takes the place and the name of the older one. */
function moveSandbox(commands: Commands, actor: Actor): void {
  commands.run(actor, (changes) => {
    const [newer] = changes.all<{ id: string; api_id: string }>("SELECT id, api_id FROM environments WHERE name = 'Sandbox 71'");
    const older = newer && changes.get<{ id: string }>("SELECT id FROM environments WHERE api_id = ? AND name = 'Sandbox'", newer.api_id);
    if (!newer || !older) return;
    changes.remove('environment', older.id, 'Environment Sandbox of Adyen Checkout 68 removed');
    changes.update('environment', newer.id, { name: 'Sandbox' }, 'Environment Sandbox 71 of Adyen Checkout renamed to Sandbox');
  });
}
