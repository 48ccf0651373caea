import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CallContext } from '../call-guard.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { applyPlan } from '../inventory/apply-plan.ts';
import { insertBody } from '../console/store.ts';
import { sealName } from '../vault/body-keeper.ts';

const sampleName = 'Acme Mobile Shop';
const dayMs = 86_400_000;
/** When the sample's team began: its contracts were read then. */
const startedDaysAgo = 96;

const contracts = ['adyen/CheckoutService-v71.json', 'paypal/checkout_orders_v2.json'] as const;

/** Creates the sample workspace: two real contracts through the ordinary import, then a quarter of history by code. */
export async function createSample(context: CallContext, folder: string, signal: AbortSignal | undefined): Promise<Engine> {
  const { core } = context;
  const engine = await core.create(folder, sampleName, true);
  const actor: Actor = { name: engine.person.name, via: context.via };
  const clock = { now: () => engine.clock.now() - startedDaysAgo * dayMs, newId: engine.clock.newId };
  for (const file of contracts) {
    const bytes = new Uint8Array(readFileSync(new URL(file, core.options.contractsFolder)));
    const fileName = file.split('/').at(-1) ?? file;
    const { plan, text } = await engine.jobs.start('read document', { bytes, fileName }, { title: `Read ${fileName}`, actor, signal }).finished;
    applyPlan(engine.commands, clock, actor, plan, text);
  }
  const { person } = engine;
  const { bodies } = await engine.jobs.start('build sample', { person: { id: person.id, name: person.name } }, { title: 'Build the sample', actor, signal }).finished;
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
