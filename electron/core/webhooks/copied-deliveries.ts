import { Fault } from '../../../shared/contract/errors.ts';
import type { DeliveryVerdict } from '../../../shared/contract/webhooks.ts';
import { readDelivery, type CopiedDelivery } from '../../../shared/domain/webhooks/read-delivery.ts';
import type { Actor } from '../db/change-log.ts';
import type { Engine } from '../engine.ts';
import { requireEndpoint } from './endpoint-rows.ts';
import { judge } from './judge.ts';
import { keepDelivery } from './keep-delivery.ts';
import { usualLimits } from './receiver-limits.ts';

export interface CopiedInput {
  readonly endpointId: string;
  readonly text?: string | undefined;
  readonly base64?: string | undefined;
  readonly receivedAt: number | null;
}

/** Judges a copied delivery without keeping it. */
export function checkCopied(engine: Pick<Engine, 'db' | 'secrets'>, input: CopiedInput) {
  const copied = readCopied(input);
  const {
    eventId,
    eventType,
    mediaType: _mediaType,
    ...verdict
  } = judge(engine, requireEndpoint(engine.db, input.endpointId), copied, receivedAtOf(input, copied));
  const redact = (text: string): string => engine.secrets.redactor().text(text);
  return {
    verdict: verdict satisfies DeliveryVerdict,
    format: copied.format,
    notes: copied.notes.map(redact),
    eventId,
    eventType,
    byteLength: copied.body.length,
  };
}

/** Keeps a copied delivery in the inbox, and who put it there in the activity. */
export async function takeCopied(
  engine: Engine,
  actor: Actor,
  input: CopiedInput & { readonly source: 'paste' | 'file' },
): Promise<string> {
  const copied = readCopied(input);
  const endpoint = requireEndpoint(engine.db, input.endpointId);
  const { id, judgement } = await keepDelivery(engine, endpoint, {
    raw: copied,
    source: input.source,
    receivedAt: receivedAtOf(input, copied),
    notes: copied.notes,
    answer: null,
  });
  engine.commands.run(actor, (changes) =>
    changes.note(
      'webhookEndpoint',
      endpoint.id,
      `Delivery ${judgement.eventId ?? 'without an event id'} put into “${endpoint.name}” from a ${input.source}`,
    ),
  );
  return id;
}

const receivedAtOf = (input: CopiedInput, copied: CopiedDelivery): number | null => input.receivedAt ?? copied.receivedAt;

function readCopied({ text, base64 }: CopiedInput): CopiedDelivery {
  const bytes = base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64');
  if (bytes.length > usualLimits.maxBodyBytes + 100_000)
    throw new Fault('document_too_large', {
      happened: 'This delivery is larger than 10 MB.',
      remedy: 'No vendor sends that much. Copy one delivery.',
    });
  const { delivery, problem } = readDelivery(bytes);
  if (delivery === null) throw new Fault('bad_input', { happened: problem, remedy: 'Nothing was kept.', place: { path: 'text' } });
  if (delivery.headers.length > 500)
    throw new Fault('bad_input', {
      happened: 'It has more than 500 headers.',
      remedy: 'Copy one delivery. Nothing was kept.',
      place: { path: 'text' },
    });
  return delivery;
}
