import type { SampleDelivery } from '../../../resources/sample/webhooks.ts';
import { utf8 } from '../../../shared/domain/webhooks/bytes-as-text.ts';
import type { Engine } from '../engine.ts';
import { sealDelivery, writeParts } from './raw-delivery.ts';

/** Seals the bytes of the sample's deliveries; what is known of them was written with the sample. */
export async function keepSampleDeliveries(
  { vault, evidence }: Pick<Engine, 'vault' | 'evidence'>,
  deliveries: readonly SampleDelivery[],
): Promise<void> {
  for (const { id, headers, body } of deliveries) {
    const parts = await sealDelivery(vault, id, { headers, body: utf8(body) });
    evidence.write([], (writer) => {
      writeParts(writer, id, parts);
      writer.run('UPDATE webhook_deliveries SET key_id = ? WHERE id = ?', vault.keyId, id);
    });
  }
}
