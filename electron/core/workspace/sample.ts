import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sampleBegins } from '../../../resources/sample/build-sample.ts';
import type { CallContext } from '../call-guard.ts';
import type { Actor } from '../db/change-log.ts';
import { Commands } from '../db/commands.ts';
import type { Engine } from '../engine.ts';
import { applyPlan } from '../inventory/apply-plan.ts';
import { insertBody } from '../console/store.ts';
import { sealName } from '../vault/body-keeper.ts';

const sampleName = 'Acme Mobile Shop';

const contracts = ['adyen/CheckoutService-v71.json', 'paypal/checkout_orders_v2.json'] as const;

/** Creates the sample workspace: two real contracts through the ordinary import, then a quarter of history by code. */
export async function createSample(context: CallContext, folder: string, signal: AbortSignal | undefined): Promise<Engine> {
  const { core } = context;
  const { clock: today } = core.options;
  const clock = { now: () => sampleBegins(today.now()), newId: today.newId };
  const engine = await core.create(folder, sampleName, clock);
  const actor: Actor = { name: engine.person.name, via: context.via };
  // The imports lie in the past like everything else of the sample.
  const commands = new Commands(engine.workspace.db, clock, () => undefined);
  for (const file of contracts) {
    const bytes = new Uint8Array(readFileSync(new URL(file, core.options.contractsFolder)));
    const fileName = file.split('/').at(-1) ?? file;
    const { plan, text } = await engine.jobs.start('read document', { bytes, fileName }, { title: `Read ${fileName}`, actor, signal })
      .finished;
    applyPlan(commands, clock, actor, plan, text);
  }
  const { person } = engine;
  const { bodies } = await engine.jobs.start(
    'build sample',
    { person: { id: person.id, name: person.name } },
    { title: 'Build the sample', actor, signal },
  ).finished;
  engine.evidence.write(['console'], (db) => {
    for (const { exchangeId, side, mediaType, text } of bodies) {
      const bytes = Buffer.from(text);
      insertBody(db, exchangeId, {
        side,
        byteLength: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        mediaType,
        keyId: engine.vault.keyId,
        sealed: engine.vault.seal(sealName(exchangeId, side), bytes),
        file: null,
      });
    }
  });
  return engine;
}
