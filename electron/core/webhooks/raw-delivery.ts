import { setImmediate as breathe } from 'node:timers/promises';
import type { HeaderList } from '../../../shared/domain/webhooks/header-list.ts';
import type { RawDelivery } from '../../../shared/domain/webhooks/signing-form.ts';
import type { Reader, Writer } from '../db/sqlite.ts';
import type { Vault } from '../vault/vault.ts';

const partBytes = 1024 * 1024;
const nameOf = (deliveryId: string, part: number): string => `webhook-${deliveryId}-${part}`;

/** Headers and body in one piece: the length of the headers' JSON, that JSON, and the body byte for byte. */
export function packDelivery({ headers, body }: RawDelivery): Buffer {
  const head = Buffer.from(JSON.stringify(headers));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, body]);
}

/** Seals a delivery, a megabyte at a time, so that a large one holds up nothing else. */
export async function sealDelivery(vault: Vault, deliveryId: string, raw: RawDelivery): Promise<readonly Buffer[]> {
  const plain = packDelivery(raw);
  const parts: Buffer[] = [];
  for (let at = 0; at < plain.length; at += partBytes) {
    if (at > 0) await breathe();
    parts.push(vault.seal(nameOf(deliveryId, parts.length), plain.subarray(at, at + partBytes)));
  }
  return parts;
}

/** Within a transaction that has written the delivery's row. */
export function writeParts(writer: Writer, deliveryId: string, parts: readonly Buffer[]): void {
  parts.forEach((sealed, part) =>
    writer.run('INSERT INTO webhook_raw (delivery_id, part, sealed) VALUES (?, ?, ?)', deliveryId, part, sealed),
  );
}

/** The delivery as it came; null when its bytes were taken away by the retention, or cannot be opened with this computer's key. */
export function openDelivery(db: Reader, vault: Vault, deliveryId: string): RawDelivery | null {
  const parts = db.all<{ part: number; sealed: Buffer }>(
    'SELECT part, sealed FROM webhook_raw WHERE delivery_id = ? ORDER BY part',
    deliveryId,
  );
  // Sealed under the key of another keychain it cannot be opened, and is as good as gone.
  const keyId = db.get<{ key_id: string }>('SELECT key_id FROM webhook_deliveries WHERE id = ?', deliveryId)?.key_id;
  if (parts.length === 0 || keyId !== vault.keyId) return null;
  const plain = Buffer.concat(parts.map(({ part, sealed }) => vault.unseal(nameOf(deliveryId, part), sealed)));
  const headLength = plain.readUInt32BE(0);
  return { headers: JSON.parse(plain.subarray(4, 4 + headLength).toString()) as HeaderList, body: plain.subarray(4 + headLength) };
}
