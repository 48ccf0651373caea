import type { Engine } from '../engine.ts';
import { showDelivery } from './delivery-detail.ts';
import { listDeliveries } from './store.ts';

const mostExported = 10_000;

/** One delivery as an HTTP message, or several as JSON lines; as they are shown, without secrets. */
export function exportDeliveries(
  engine: Pick<Engine, 'db' | 'secrets' | 'vault'>,
  { ids, endpointId }: { ids?: readonly string[] | undefined; endpointId?: string | undefined },
) {
  const [only, ...others] = ids ?? [];
  if (only !== undefined && others.length === 0) return { text: asMessage(engine, only), count: 1 };
  const wanted = ids ?? listDeliveries(engine.db, { endpointId, view: 'all', text: '', limit: mostExported }).map(({ id }) => id);
  const lines = wanted.map((id) => {
    const { delivery, verdict, headers, body } = showDelivery(engine, id);
    return JSON.stringify({
      ...delivery,
      receivedAt: new Date(delivery.receivedAt).toISOString(),
      diagnosis: verdict.diagnosis,
      headers,
      body: body?.text ?? null,
    });
  });
  return { text: lines.map((line) => `${line}\n`).join(''), count: lines.length };
}

function asMessage(engine: Pick<Engine, 'db' | 'secrets' | 'vault'>, id: string): string {
  const { headers, body } = showDelivery(engine, id);
  return `POST / HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body?.text ?? ''}`;
}
